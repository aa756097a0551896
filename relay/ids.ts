import { createHash, randomBytes, randomInt } from 'node:crypto';
import { nanoid } from 'nanoid';
import type { Ids } from './desk/ports.ts';

/**
 * Birds, trees, flowers and stones that are easy to say over a telephone. None is a given name, describes a person or is
 * also an insult, because librarians see the word where a patron's name would be.
 */
export const WORDS = `
  avocet bluebird bobolink bowerbird bulbul bullfinch bunting chaffinch chickadee chiffchaff condor cormorant
  corncrake crossbill curlew dipper dove dowitcher dunlin dunnock egret eider falcon fantail fieldfare
  firecrest flamingo flycatcher gadwall godwit goldcrest goldeneye goldfinch greenfinch greenshank grebe grosbeak
  guillemot hawfinch heron honeyeater hoopoe hornbill hummingbird ibis jacana junco kestrel kingbird kingfisher kinglet
  kittiwake lapwing lark macaw mallard meadowlark moorhen motmot nightingale nightjar nuthatch oriole osprey owl
  parakeet partridge pelican petrel phalarope pintail pipit plover pochard puffin razorbill redpoll redstart
  sanderling sandpiper shearwater shelduck shoveler siskin skylark sparrow spoonbill starling stonechat sunbird swan
  tanager teal tern toucan towhee turnstone veery vireo warbler waxwing whimbrel wigeon yellowhammer

  acacia alder almond apricot bamboo banyan baobab birch cedar chestnut citron cypress elm hawthorn hazelnut hickory
  hornbeam larch magnolia maple mulberry oak palm pecan persimmon plum poplar quince redwood sequoia spruce sycamore
  tamarack tamarind tupelo walnut

  anemone aster bluebell bracken burdock buttercup campion catkin clover cornflower cowslip crocus daffodil edelweiss
  foxglove gentian harebell larkspur lavender lichen lupin meadowsweet moss papyrus peony saxifrage sedge snowdrop
  sorrel speedwell teasel thistle thyme trefoil tulip vetch woodruff yarrow

  agate amethyst aquamarine azurite basalt bluestone boulder calcite carnelian chalcedony chalk citrine cobble diorite
  dolomite emerald feldspar fluorite granite gravel hematite limestone malachite marble mica moonstone obsidian onyx
  pebble peridot pumice quartz sandstone sapphire shale slate spinel sunstone topaz tourmaline travertine turquoise
`
  .trim()
  .split(/\s+/);

/** 32 digits that people do not confuse: without i, l, o and u. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** True where the text has the form of a conversation's word, such as `heron-k2x9m4tq`. */
export const isWord = (text: string): boolean => {
  const [, word = ''] = new RegExp(`^([a-z]+)-[${DIGITS}]{8}$`).exec(text) ?? [];
  return WORDS.includes(word);
};

/** 8 digits from 40 random bits. */
const eightDigits = (): string => {
  let bits = randomBytes(5).reduce((sum, byte) => sum * 256 + byte, 0);
  let digits = '';
  for (let place = 0; place < 8; place += 1) {
    digits += DIGITS[bits % 32];
    bits = Math.floor(bits / 32);
  }
  return digits;
};

// The prefix makes this hash differ from any other hash of the same bytes. Changing it orphans every stored conversation.
const CONVERSATION_OF_KEY = 'ask-librarian conversation of key\n';

/** A one-way hash of a text: 16 characters of base64url, 96 bits. Changing it changes the ids of messages that are sent again. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

export const ids: Ids = {
  entry: () => nanoid(),
  conversation: (key) => createHash('sha256').update(CONVERSATION_OF_KEY).update(key).digest('base64url'),
  word: () => `${WORDS[randomInt(WORDS.length)]}-${eightDigits()}`,
};
