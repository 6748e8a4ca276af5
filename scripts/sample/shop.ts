// A little shop, to type in.
export interface Item {
  readonly name: string;
  readonly price: number;
  readonly quantity: number;
}

export function totalPrice(items: readonly Item[]): number {
  return items.reduce((total, item) => total + item.price * item.quantity, 0);
}

export function describeItem(item: Item): string {
  return `${item.quantity} x ${item.name}: ${item.price.toFixed(2)}`;
}
