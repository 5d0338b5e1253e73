/** The shop's year, drawn from a seed and held to the rules of the handbook in ../support-qa. */
import { type Random, random } from "../../src/core/random.ts";
import { addDays, addWorkingDays, isSunday } from "./calendar.ts";
import { firms, firstNames, islands, lastNames, mainland, products as written } from "./catalogue.ts";

type Row = Readonly<Record<string, string | number | null>>;

const [firstDay, today] = ["2025-01-02", "2025-12-15"];
const sizes = { customers: 90, orders: 240, tickets: 130 };

const cents = (amount: number) => Math.round(amount * 100) / 100;

function pick<T>(draw: Random, items: readonly T[]): T {
	return items[draw.integer(items.length)] as T;
}

/** One of the names, each as likely as its number says. */
function weigh<K extends string>(draw: Random, weights: Readonly<Record<K, number>>): K {
	const entries = Object.entries(weights) as [K, number][];
	let rest = draw.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
	return (entries.find(([, weight]) => (rest -= weight) < 0) ?? (entries[0] as [K, number]))[0];
}

function dayBetween(draw: Random, first: string, last: string): string {
	const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
	return addDays(first, draw.integer(days + 1));
}

export function makeShop(seed: number): Readonly<Record<string, readonly Row[]>> {
	const draws = (table: string) => random(seed).fork(table);
	const products = written.map(([name, line, category, price, weight_kg, warranty_months, stock, discontinued_on], index) => ({
		id: index + 1,
		name,
		line: line as string,
		category,
		price,
		weight_kg,
		warranty_months,
		stock,
		discontinued_on,
	}));
	const customers = makeCustomers(draws("customers"));
	const { orders, items } = makeOrders(draws("orders"), customers, products);
	const tickets = makeTickets(draws("tickets"), customers, orders);
	const refunds = makeRefunds(draws("refunds"), customers, orders, items, tickets);
	return { customers, products, orders, order_items: items, tickets, refunds };
}

function makeCustomers(draw: Random) {
	const names = draw.shuffle(firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`)));
	return Array.from({ length: sizes.customers }, (_, index) => {
		const firm = index % 15 === 7 ? firms[Math.floor(index / 15)] : undefined;
		const region = draw.next() < 0.12 ? "island" : "mainland";
		const name = firm ?? (names[index] as string);
		return {
			id: index + 1,
			name,
			email: `${name.toLowerCase().replace("é", "e").replaceAll(" ", ".")}@example.org`,
			city: pick(draw, region === "island" ? islands : mainland),
			region,
			kind: firm === undefined ? "private" : "business",
			plus_member: draw.next() < 0.3 ? 1 : 0,
			joined_on: dayBetween(draw, "2021-03-01", "2025-01-01"),
		};
	});
}

type Customer = ReturnType<typeof makeCustomers>[number];

interface Product {
	readonly id: number;
	readonly line: string;
	readonly category: string;
	readonly price: number;
	readonly weight_kg: number;
	readonly discontinued_on: string | null;
}

function makeOrders(draw: Random, customers: readonly Customer[], products: readonly Product[]) {
	const days = Array.from({ length: sizes.orders }, () => dayBetween(draw, firstDay, addDays(today, -1))).sort();
	const items: { order_id: number; product_id: number; quantity: number; unit_price: number }[] = [];
	const orders = days.map((drawn, index) => {
		const id = 1001 + index;
		const customer = pick(draw, customers.slice(0, -8)); // the last eight never order
		const channel = customer.region === "mainland" && draw.next() < 0.22 ? "shop" : "online";
		const ordered_on = channel === "shop" && isSunday(drawn) ? addDays(drawn, -1) : drawn; // shops are closed on Sundays
		const sold = products.filter(({ discontinued_on }) => discontinued_on === null || ordered_on <= discontinued_on);
		const chosen = draw.shuffle(sold).slice(0, 1 + Number(draw.next() < 0.4) + Number(draw.next() < 0.15));
		for (const { id: product_id, price, category } of chosen) {
			const quantity = price < 20 ? 1 + draw.integer(3) : 1;
			const cheaper = ordered_on < "2025-03-01" && category !== "accessory" ? 0.95 : 1; // prices rose on 1 March
			items.push({ order_id: id, product_id, quantity, unit_price: cents(price * cheaper) });
		}
		const goods = sumOf(items, id);
		const delivery = chooseDelivery(draw, channel, customer, chosen);
		const status = channel === "online" && draw.next() < 0.05 ? "cancelled" : "delivered";
		const arrival = addWorkingDays(ordered_on, transitDays(draw, delivery));
		const isThere = status === "delivered" && arrival <= today;
		return {
			id,
			customer_id: customer.id,
			ordered_on,
			channel,
			delivery,
			delivery_charge: deliveryCharge(delivery, customer, goods),
			payment: choosePayment(draw, channel, customer, goods),
			status: status === "delivered" && !isThere ? "in transit" : status,
			delivered_on: isThere ? arrival : null,
		};
	});
	return { orders, items };
}

type Order = ReturnType<typeof makeOrders>["orders"][number];
type Item = ReturnType<typeof makeOrders>["items"][number];

function sumOf(items: readonly Item[], order: number): number {
	const own = items.filter(({ order_id }) => order_id === order);
	return cents(own.reduce((sum, { quantity, unit_price }) => sum + quantity * unit_price, 0));
}

/** Passages shipping-*: no express for heavy goods, islands, or batteries sold on their own. */
function chooseDelivery(draw: Random, channel: string, customer: Customer, chosen: readonly Product[]) {
	if (channel === "shop") return "taken home";
	if (customer.region === "island") return "islands";
	if (chosen.some(({ weight_kg }) => weight_kg > 20)) return "heavy";
	if (chosen.some(({ category }) => category === "battery")) return weigh(draw, { standard: 8, collect: 2 });
	return weigh(draw, { standard: 65, express: 20, collect: 15 });
}

type Delivery = ReturnType<typeof chooseDelivery>;

function transitDays(draw: Random, delivery: Delivery): number {
	if (delivery === "taken home") return 0;
	if (delivery === "express") return draw.next() < 0.75 ? 1 : 2; // one in four is late
	if (delivery === "collect") return draw.integer(4);
	if (delivery === "islands") return 6 + draw.integer(4);
	return (delivery === "heavy" ? 4 : 3) + draw.integer(3);
}

/** Passages shipping-standard, -express, -islands, -heavy, plus-membership. */
function deliveryCharge(delivery: Delivery, { plus_member }: Customer, goods: number): number {
	if (delivery === "express") return 12.9;
	if (delivery === "heavy") return 29;
	if (delivery === "islands") return plus_member === 1 ? 7.45 : 14.9;
	return delivery === "standard" && plus_member === 0 && goods < 50 ? 5.9 : 0;
}

/** Passages payment-methods and instalments. */
function choosePayment(draw: Random, channel: string, { kind }: Customer, goods: number) {
	if (channel === "shop") return weigh(draw, { card: 7, cash: goods <= 1000 ? 3 : 0 });
	if (kind === "business") return weigh(draw, { invoice: 6, card: 4 });
	return weigh(draw, { card: 7, "bank transfer": 2, instalments: goods >= 150 ? 3 : 0 });
}

function makeTickets(draw: Random, customers: readonly Customer[], orders: readonly Order[]) {
	const about = draw.shuffle(orders.filter(({ status }) => status !== "cancelled"));
	const drawn = Array.from({ length: sizes.tickets }, (_, index) => {
		const topic = weigh(draw, { return: 26, damaged: 10, warranty: 16, delivery: 22, billing: 14, account: 12 });
		const order = topic === "account" ? undefined : about[index];
		const since = order === undefined ? firstDay : (order.delivered_on ?? order.ordered_on);
		const reach = topic === "damaged" ? 3 : topic === "warranty" ? 200 : 12;
		const last = order === undefined ? today : [addDays(since, reach), today].sort()[0];
		const day = dayBetween(draw, since, last ?? today);
		const channel = isSunday(day) ? "chat" : weigh(draw, { phone: 4, chat: 4, email: 3 }); // on Sundays only the chat is open
		const hour = channel === "phone" ? 9 + draw.integer(5) : 8 + draw.integer(14);
		const opened_at = `${day} ${clock(hour, draw.integer(60))}`;
		const closing = addDays(day, draw.integer(channel === "email" ? 6 : 4) + (topic === "warranty" ? 5 : 0));
		const isOpen = closing >= today;
		return {
			customer_id: order?.customer_id ?? pick(draw, customers).id,
			order_id: order?.id ?? null,
			topic,
			channel,
			opened_at,
			closed_at: isOpen ? null : `${closing} ${clock(22, draw.integer(60))}`,
			status: isOpen ? "open" : "closed",
			rating: !isOpen && draw.next() < 0.6 ? Number(weigh(draw, { 5: 8, 4: 6, 3: 3, 2: 2, 1: 2 })) : null,
		};
	});
	return drawn.sort((a, b) => (a.opened_at < b.opened_at ? -1 : 1)).map((ticket, index) => ({ id: 5001 + index, ...ticket }));
}

type Ticket = ReturnType<typeof makeTickets>[number];

const clock = (hour: number, minute: number) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;

/** Passages returns-*, damaged-on-arrival, order-changes, shipping-express. */
function makeRefunds(
	draw: Random,
	customers: readonly Customer[],
	orders: readonly Order[],
	items: readonly Item[],
	tickets: readonly Ticket[],
) {
	const refunds = orders.flatMap((order) => {
		const goods = sumOf(items, order.id);
		const ticket = tickets.find(({ order_id, topic }) => order_id === order.id && (topic === "return" || topic === "damaged"));
		const due = (reason: string, amount: number, requested_on: string) => {
			const paid = addWorkingDays(requested_on, 2 + draw.integer(6)); // within 7 working days
			return [
				{ order_id: order.id, ticket_id: ticket?.id ?? null, reason, amount: cents(amount), requested_on, paid_on: paid <= today ? paid : null },
			];
		};
		if (order.status === "cancelled") return due("cancelled", goods + order.delivery_charge, order.ordered_on);
		if (ticket === undefined) {
			const isLate = order.delivery === "express" && order.delivered_on !== null && order.delivered_on > addWorkingDays(order.ordered_on, 1);
			return isLate ? due("late express", order.delivery_charge, order.delivered_on ?? order.ordered_on) : [];
		}
		const asked = ticket.opened_at.slice(0, 10);
		if (order.delivered_on === null) return [];
		if (ticket.topic === "damaged") return draw.next() < 0.4 ? due("damaged", goods, asked) : []; // else a replacement
		const isMember = customers.find(({ id }) => id === order.customer_id)?.plus_member === 1;
		// collected when too heavy for the post, for members too; what came from a shop is brought back there
		const label = order.delivery === "heavy" ? 15 : isMember || order.channel === "shop" ? 0 : 4.9;
		if (draw.next() < 0.65) return due("unopened return", goods + order.delivery_charge - label, asked);
		return due("opened return", goods * 0.9 - label, asked);
	});
	return refunds.sort((a, b) => (a.requested_on < b.requested_on ? -1 : 1)).map((refund, index) => ({ id: 9001 + index, ...refund }));
}
