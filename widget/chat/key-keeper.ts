export declare class KeyKeeper {
  readonly key: string;
}
