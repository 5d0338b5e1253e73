/** What is written by hand: products, places and names. All invented. */
export const products = [
	["Ember One", "Ember", "coffee machine", 249, 6.2, 36, 41, null],
	["Ember Duo", "Ember", "coffee machine", 389, 7.8, 36, 23, null],
	["Ember Classic", "Ember", "coffee machine", 319, 9.1, 36, 0, "2025-06-30"],
	["Ember Grande", "Ember", "coffee machine", 1190, 24.5, 36, 6, null],
	["Ember Grinder", "Ember", "grinder", 129, 2.9, 36, 57, null],
	["Ember Water Filter", "Ember", "accessory", 14.9, 0.2, 36, 310, null],
	["Ember Descaler", "Ember", "accessory", 8.5, 0.6, 36, 488, null],
	["Brook Kettle", "Brook", "kettle", 39.9, 1.1, 24, 132, null],
	["Brook Kettle Pro", "Brook", "kettle", 69.9, 1.4, 24, 64, null],
	["Brook Gooseneck", "Brook", "kettle", 79.5, 1.2, 24, 18, null],
	["Brook Toaster", "Brook", "toaster", 45, 1.9, 24, 97, null],
	["Brook Toaster Long", "Brook", "toaster", 59, 2.6, 24, 0, null],
	["Meadow Trimmer", "Meadow", "garden tool", 119, 3.3, 60, 44, null],
	["Meadow Hedge Cutter", "Meadow", "garden tool", 149, 3.9, 60, 31, null],
	["Meadow Mower", "Meadow", "garden tool", 349, 17.4, 60, 12, null],
	["Meadow Tiller", "Meadow", "garden tool", 529, 27.8, 60, 5, null],
	["Meadow Battery Small", "Meadow", "battery", 59, 0.7, 24, 140, null],
	["Meadow Battery Large", "Meadow", "battery", 99, 1.3, 24, 88, null],
] as const;

export const mainland = ["Corran", "Arlen", "Stennet", "Haldon", "Wexley", "Tarn"];
export const islands = ["Skerry", "Norrin"];

export const firstNames =
	"Ada Bruno Carla Dev Edda Finn Greta Hugo Ines Jonas Kaya Levi Mara Nils Olga Pavel Rosa Sami Tilda Uwe Vera Wim Yara Zeno".split(" ");
export const lastNames =
	"Abel Brandt Castell Dorn Ekman Farrow Gold Hale Ivers Jarvis Keller Lund Moreau Novak Oakes Prior Quist Rowe Sandor Thorn".split(" ");
export const firms = ["Café Linde", "Haldon Offices", "Greenway Gardens", "Hotel Tarn", "Studio Ferro", "Wexley School"];
