/** A passage, and what the labelled summaries are made from. Every place, person and figure is invented. */
export interface Passage {
	readonly id: string;
	readonly text: string;
	/** A figure that stands in the passage and in both summaries, and the wrong one that takes its place. */
	readonly figure: readonly [right: string, wrong: string];
	/** A sentence that the passage does not support. */
	readonly invented: string;
	/** True and complete, once in each family's manner. */
	readonly whole: Readonly<Record<Family, string>>;
	/** True, but without the main fact. */
	readonly dropped: Readonly<Record<Family, string>>;
}

/** Two manners of writing. Both are the author's own: short plain sentences, and one long sentence as in a bulletin. */
export type Family = "plain" | "bulletin";

export const passages: readonly Passage[] = [
	{
		id: "ferry",
		text: "The ferry between Marn and Oss will stop running on 3 June. The company says that its one ship, built in 1979, would need a new engine for 4.2 million crowns, which the fares cannot pay. About 310 people cross each day. A bus will go round the bay instead, which takes 50 minutes longer. The two towns have asked the county to buy the ship.",
		figure: ["310", "130"],
		invented: "The captain has already left for another company.",
		whole: {
			plain:
				"The ferry between Marn and Oss stops on 3 June because a new engine costs too much. Its 310 daily passengers will have to take a slower bus, and the towns want the county to buy the ship.",
			bulletin:
				"Unable to pay for a new engine, the operator of the Marn–Oss ferry will end the service on 3 June, leaving 310 daily passengers to a slower bus while the two towns press the county to buy the ship.",
		},
		dropped: {
			plain: "The ship was built in 1979, and 310 people are aboard each day. A bus round the bay takes 50 minutes longer.",
			bulletin:
				"Built in 1979, the ship that links Marn and Oss carries some 310 people each day, on a trip that takes 50 minutes longer by bus round the bay.",
		},
	},
	{
		id: "orchard",
		text: "A late frost in April destroyed about 70 percent of the apple blossom in the Lenn valley. Growers expect to pick 9,000 tonnes this autumn; last year it was 30,000. Cider makers say they have stocks for one winter and will not raise prices before spring. The valley's insurance fund covers hail but not frost, and the growers will vote in July on whether to change that.",
		figure: ["9,000", "19,000"],
		invented: "Two cider makers have announced that they will close.",
		whole: {
			plain:
				"A frost in April ruined most of the apple blossom in the Lenn valley, so growers expect only 9,000 tonnes instead of 30,000. In July they vote on insuring against frost.",
			bulletin:
				"After an April frost took some 70 percent of the blossom, apple growers in the Lenn valley look to a harvest of 9,000 tonnes, down from 30,000, and will vote in July on adding frost to their insurance.",
		},
		dropped: {
			plain:
				"Cider makers in the Lenn valley have stocks for one winter. A harvest of 9,000 tonnes is expected, and there is a vote in July.",
			bulletin:
				"With stocks for one winter and 9,000 tonnes expected in autumn, cider makers in the Lenn valley will not raise their prices before spring.",
		},
	},
	{
		id: "library",
		text: "The town library of Pell has lent 1,400 tools since it opened a tool room in January: drills, ladders, a cement mixer. Borrowing costs nothing with a library card. The librarians report that 22 tools came back broken and six never came back. The town had set aside 5,000 crowns for repairs and has spent 1,900. The library in Corran now plans a tool room too.",
		figure: ["1,400", "4,100"],
		invented: "Most borrowers are students of the technical college.",
		whole: {
			plain:
				"Pell's library has lent 1,400 tools for free since January. Few were broken or lost, repairs cost less than planned, and Corran wants a tool room too.",
			bulletin:
				"Since January the library of Pell has lent out 1,400 tools free of charge, with few broken or missing and repairs well within budget, and Corran plans to follow.",
		},
		dropped: {
			plain: "The library in Pell has drills and a cement mixer. The town has spent 1,900 of 5,000 crowns on repairs, and six things never came back.",
			bulletin:
				"Six things never came back and 22 came back broken out of 1,400 loans, for which Pell has so far spent 1,900 of the 5,000 crowns it had set aside.",
		},
	},
	{
		id: "wells",
		text: "Tests of 48 private wells around Tarrow found too much nitrate in 19 of them. The county health office advises families with infants to use bottled water. It believes that the cause is fertiliser from the fields above the village, but a study of the groundwater will not be finished before next year. Connecting all houses to the town's water would take two years. Until then the county brings water by truck, free of charge.",
		figure: ["19", "29"],
		invented: "Three children have been treated in hospital.",
		whole: {
			plain:
				"Of 48 private wells near Tarrow, 19 hold too much nitrate, probably from fertiliser. Families with infants should use bottled water, and the county brings water by truck.",
			bulletin:
				"With too much nitrate found in 19 of 48 private wells around Tarrow, the county is trucking in free water and advises bottled water for infants, while a study looks into fertiliser as the likely cause.",
		},
		dropped: {
			plain:
				"The county brings water to Tarrow by truck. Connecting all houses to the town's water would take two years, and a study of the groundwater ends next year.",
			bulletin:
				"Connecting all houses around Tarrow to the town's water would take two years, while a study of the groundwater will not be finished before next year.",
		},
	},
	{
		id: "clock",
		text: "The clock on Velden's town hall will be repaired for the first time since 1931. It has been up to eleven minutes slow this winter. Clockmaker Ana Rusk found that a gear of soft brass had worn down; she will have a new one cut from bronze. The work costs 16,500 crowns, half of it from donations. The hands will stand at twelve from May until August.",
		figure: ["16,500", "61,500"],
		invented: "The old gear will be shown in the town museum.",
		whole: {
			plain:
				"Velden's town hall clock, slow because of a worn gear, will be repaired for 16,500 crowns, half of it donated. It stands still from May until August.",
			bulletin:
				"A worn brass gear, blamed for the slow clock of Velden's town hall, will be replaced at a cost of 16,500 crowns, half of them donated, while the hands stand still from May until August.",
		},
		dropped: {
			plain: "The hands of a clock in Velden will stand at twelve from May until August. Donations give half of 16,500 crowns.",
			bulletin:
				"From May until August the hands on Velden's town hall will stand at twelve, and half of 16,500 crowns has come from donations.",
		},
	},
	{
		id: "bees",
		text: "Beekeepers in three districts lost 12 percent of their colonies last winter, the lowest figure in nine years. The association thinks that the cold November helped, because queens stopped laying early and mites had no brood to live in. It warns that one good winter proves nothing. A survey of 640 keepers gave the figure; hobby keepers with fewer than five hives were not asked.",
		figure: ["12 percent", "21 percent"],
		invented: "Honey will be cheaper this year.",
		whole: {
			plain:
				"Beekeepers in three districts lost 12 percent of their colonies, the least in nine years. A cold November may have held the mites back, but one winter proves nothing.",
			bulletin:
				"Winter losses among beekeepers in three districts fell to 12 percent, the lowest in nine years, perhaps thanks to a cold November that starved the mites, though the association warns against reading much into one winter.",
		},
		dropped: {
			plain:
				"A survey asked 640 beekeepers in three districts. Hobby keepers with fewer than five hives were left out.",
			bulletin:
				"The association of beekeepers put its questions to 640 keepers in three districts and left out those who keep fewer than five hives as a hobby.",
		},
	},
	{
		id: "tram",
		text: "Line 4 of the Harrow tram will run through the night on Fridays and Saturdays from 1 September. Trams go every 30 minutes between midnight and five. The trial lasts a year and costs 380,000 crowns, paid by the city and by 26 bars and theatres together. Drivers get a bonus of 40 percent for the shift. If fewer than 200 passengers ride each night, the trial ends at Christmas.",
		figure: ["380,000", "830,000"],
		invented: "The police asked for the night service after a series of thefts.",
		whole: {
			plain:
				"From 1 September, tram line 4 in Harrow runs all night on Fridays and Saturdays as a one-year trial. It costs 380,000 crowns and ends at Christmas if too few people ride.",
			bulletin:
				"Harrow's line 4 will run through Friday and Saturday nights from 1 September in a one-year trial of 380,000 crowns, shared by the city and local venues, which ends at Christmas should too few passengers ride.",
		},
		dropped: {
			plain: "Drivers in Harrow get a bonus of 40 percent. The city and 26 bars and theatres pay 380,000 crowns together.",
			bulletin:
				"Together with 26 bars and theatres the city of Harrow pays 380,000 crowns, and drivers get a bonus of 40 percent for their shift.",
		},
	},
	{
		id: "school",
		text: "The school in Immel will teach two years in one room from autumn, because only 17 children are enrolled in the first and second year. Parents had collected 800 signatures against it. The head says that older pupils learn by explaining, and points to Dorn, where test results stayed the same. A second teacher will help in mathematics. The council will look at the matter again after one year.",
		figure: ["17", "71"],
		invented: "The head will retire next summer.",
		whole: {
			plain:
				"With only 17 children in the first two years, the school in Immel will teach both in one room from autumn, against the parents' protest. The council looks at it again after a year.",
			bulletin:
				"Despite 800 signatures against it, Immel's school will merge its first two years, with 17 children in all, into one room from autumn, a step that the council will review after a year.",
		},
		dropped: {
			plain: "Parents in Immel collected 800 signatures. A second teacher helps in mathematics, and there are 17 children.",
			bulletin:
				"In Immel, where 17 children are enrolled, a second teacher will help in mathematics, and parents have collected 800 signatures.",
		},
	},
	{
		id: "bridge",
		text: "Engineers have closed the footbridge over the Sill at Kerro after finding cracks in two of its eight cables. Nobody was hurt. The bridge was inspected in 2019 and judged sound. A replacement of the cables would take until October and cost 240,000 crowns; a new bridge would cost nine times as much. Walkers have to use the road bridge, 1.6 kilometres upstream.",
		figure: ["240,000", "420,000"],
		invented: "The firm that built the bridge has gone bankrupt.",
		whole: {
			plain:
				"The footbridge at Kerro is closed because two of its cables are cracked. New cables would cost 240,000 crowns and take until October; walkers must use the road bridge.",
			bulletin:
				"Cracks in two of its eight cables have closed the footbridge at Kerro, sending walkers to the road bridge upstream until the cables are replaced, at 240,000 crowns, by October at the earliest.",
		},
		dropped: {
			plain: "A bridge over the Sill was judged sound in 2019. The road bridge is 1.6 kilometres upstream, and a new bridge would cost far more than new cables.",
			bulletin:
				"At Kerro, the road bridge lies 1.6 kilometres upstream of the footbridge, which was judged sound when it was inspected in 2019.",
		},
	},
	{
		id: "battery",
		text: "The island of Scarp will store power in a battery of 6 megawatt hours from next spring. It replaces a diesel generator that burned 900 litres on windless days. The wind farm makes more than the island uses on two days out of three, and until now was switched off at such times. The battery lasts eight hours without wind. The island keeps one generator for longer calms.",
		figure: ["900", "90"],
		invented: "Electricity will be free for the islanders.",
		whole: {
			plain:
				"From next spring a battery will store the wind power of the island of Scarp for eight hours. It replaces a diesel generator that burned 900 litres on windless days; one generator stays.",
			bulletin:
				"A battery that holds eight hours of wind power will replace, from next spring, the diesel generator that burned 900 litres on windless days on the island of Scarp, which keeps one generator for longer calms.",
		},
		dropped: {
			plain: "The wind farm on Scarp makes too much power on two days out of three. On other days 900 litres were burned.",
			bulletin:
				"On two days out of three the wind farm of Scarp makes more than the island uses, while on windless ones 900 litres were burned.",
		},
	},
	{
		id: "theatre",
		text: "The open-air theatre of Quell sold 41,000 tickets this summer, a tenth more than last year, although rain ended five evenings early. Its comedy about a lost donkey was played 28 times. The theatre pays back tickets only when a play ends before the interval, which happened twice. Next year it will put a roof over the cheaper seats and raise their price by two crowns.",
		figure: ["41,000", "14,000"],
		invented: "The leading actress will move to the capital.",
		whole: {
			plain:
				"Quell's open-air theatre sold 41,000 tickets, a tenth more than last year, in spite of rain. Next year the cheaper seats get a roof and cost two crowns more.",
			bulletin:
				"In spite of rain, the open-air theatre of Quell sold 41,000 tickets this summer, a tenth more than last year, and will roof over its cheaper seats next year at two crowns more a ticket.",
		},
		dropped: {
			plain: "A comedy about a lost donkey was played 28 times in Quell. A play ended before the interval twice, and the tickets were paid back.",
			bulletin:
				"In Quell, a comedy about a lost donkey was played 28 times, and twice a play ended before the interval, so that tickets were paid back.",
		},
	},
	{
		id: "mushrooms",
		text: "The poison centre in Lund counted 86 calls about mushrooms in September, twice as many as usual. A wet August had brought them out early. In most cases people had used an app to name what they had picked, and four apps took the death cap for an edible kind. Nobody died. The centre asks people to show their baskets to one of the 30 volunteers who know mushrooms, free of charge, before they cook.",
		figure: ["86", "68"],
		invented: "One of the apps has been withdrawn by its maker.",
		whole: {
			plain:
				"The poison centre in Lund had 86 calls about mushrooms in September, twice the usual, often after an app had named them wrongly. It asks people to show their finds to a volunteer first.",
			bulletin:
				"With 86 calls about mushrooms in September, double the usual and often after an app's mistake, the poison centre in Lund urges pickers to show their baskets to its volunteers before they cook.",
		},
		dropped: {
			plain: "A wet August brought mushrooms out early. In Lund 30 volunteers know them and look at baskets free of charge.",
			bulletin:
				"In Lund, where a wet August brought the mushrooms out early, 30 volunteers look at baskets free of charge before people cook.",
		},
	},
];
