"""Claims, denials, accusations and silence: none may be taken for another.

All sentences are of our own writing, in a report that somebody else publishes; the wanted drafts were written before they were
read, in four lots, each after the rules had been mended by the one before (docs/drafting.md).
"""

# ruff: noqa: E501 - one case, one line

import pytest

from tests.drafting.making import read, told

CLAIM, DENIAL, SILENCE = "claim", "denial", "silence"
REPORTS, DENIES, CONFIRMS = "reports", "denies", "confirms"

ENGLISH: list[tuple[str, list[tuple[str, str]]]] = [
    # what a group says it did not do is no claim
    ("JNIM said it was not behind the attack on a convoy near Gossi.", [("JNIM", DENIAL)]),
    ("JNIM said it was not responsible for the attack on a convoy near Gossi.", [("JNIM", DENIAL)]),
    ("JNIM said its fighters had nothing to do with the attack on a market in Gossi on Monday.", [("JNIM", DENIAL)]),
    ("JNIM said in a statement that it had no hand in the killing of nine villagers near Gossi.", [("JNIM", DENIAL)]),
    ("JNIM disowned the attack on a market in Gossi.", [("JNIM", DENIAL)]),
    ("JNIM distanced itself from the attack on a market in Gossi.", [("JNIM", DENIAL)]),
    ("JNIM disclaimed responsibility for the attack on a market in Gossi.", [("JNIM", DENIAL)]),
    ("JNIM did not carry out the attack on a market in Gossi, the group said in a statement.", [("JNIM", DENIAL)]),
    ("JNIM's spokesman rejected accusations that it killed nine villagers near Gossi.", [("JNIM", DENIAL)]),
    ("JNIM has denied carrying out an attack on a market in Gossi that killed nine.", [("JNIM", DENIAL)]),
    # nobody speaks for whom others name
    ("The Malian army blamed JNIM for the attack on a convoy near Gossi on Monday.", [("ml-army", REPORTS)]),
    ("The Malian army accused JNIM of attacking a convoy near Gossi on Monday.", [("ml-army", REPORTS)]),
    ("The attack on a convoy near Gossi was blamed on JNIM.", []),
    ("The attack on a convoy near Gossi has been attributed to JNIM.", []),
    ("Residents blamed JNIM for the attack on a market in Gossi.", []),
    ("An attack on a convoy near Gossi, blamed by the Malian army on JNIM, killed nine soldiers.", [("ml-army", REPORTS)]),
    ("JNIM has been accused of an attack on a market in Gossi.", []),
    ("JNIM is believed to be behind the attack on a convoy near Gossi.", []),
    ("JNIM is suspected of an attack on a convoy near Gossi.", []),
    ("JNIM accused the Malian army of killing nine villagers near Gossi on Monday.", []),
    ("A security official blamed the attack on a convoy near Gossi on JNIM.", []),
    ("JNIM fighters killed nine villagers near Gossi, he said.", []),
    ("JNIM fighters attacked a convoy near Gossi on Monday, it was reported.", []),
    ("JNIM posted photographs on Monday of an ambush near Gossi that it said killed nine soldiers.", [("JNIM", CLAIM)]),
    # nobody has claimed
    ("JNIM has not claimed responsibility for the attack on a convoy near Gossi.", []),
    ("JNIM did not claim the attack on a convoy near Gossi.", []),
    ("JNIM has yet to claim the attack on a convoy near Gossi.", []),
    ("The attack on a convoy near Gossi has not been claimed.", []),
    ("The attack on a convoy near Gossi has not been claimed by JNIM or any other group.", []),
    ("There was no immediate claim of responsibility for the attack on a convoy near Gossi, in an area where JNIM is active.", []),
    ("Neither JNIM nor any other group has claimed the attack on a convoy near Gossi.", []),
    ("JNIM, which often claims attacks in the area, has said nothing of the ambush near Gossi.", []),
    ("The attack on a convoy near Gossi bears the hallmarks of JNIM, which has claimed similar attacks.", []),
    ("Nobody has claimed responsibility for the attack near Gossi, but the Malian army blamed JNIM.", [("ml-army", REPORTS)]),
    # institutions
    ("JNIM claimed an ambush near Gossi. The Malian army denied that any ambush took place.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM claimed an ambush near Gossi. The Malian army said no ambush had taken place there.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM claimed an ambush near Gossi. The Malian army called it a lie.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM claimed an ambush near Gossi. The Malian army has neither confirmed nor denied it.", [("JNIM", CLAIM)]),
    ("JNIM claimed an ambush near Gossi. The Malian army could not be reached for comment.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi. The Malian army did not immediately respond to a request for comment.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi. There was no immediate word from the Malian army.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi. The Malian army has made no statement on it.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi. The Malian army said it had no comment.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi. A Malian army spokesman was not immediately available for comment.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi. The Malian army has not confirmed it.", [("JNIM", CLAIM)]),
    ("JNIM claimed an ambush near Gossi. No statement of the Malian army could be found.", [("JNIM", CLAIM)]),
    ("JNIM claimed an ambush near Gossi. We have no statements of the Malian army for these days.", [("JNIM", CLAIM)]),
    ("JNIM denied killing nine villagers near Gossi. It claimed an ambush on a convoy near Hombori on Monday.", [("JNIM", DENIAL), ("JNIM", CLAIM)]),
    ("JNIM claimed an ambush on a convoy near Hombori on Monday. It denied killing nine villagers near Gossi.", [("JNIM", CLAIM), ("JNIM", DENIAL)]),
    ("JNIM denied killing nine villagers near Gossi but claimed an ambush on a convoy near Hombori on Monday.", [("JNIM", DENIAL), ("JNIM", CLAIM)]),
    ("JNIM claimed an ambush on a convoy near Hombori and denied killing nine villagers near Gossi.", [("JNIM", CLAIM), ("JNIM", DENIAL)]),
    # written when the wordings above were mended
    ("Al-Shabaab rejected any responsibility for Monday's blast at a market in Afgoye, Somalia.", [("AL_SHABAAB", DENIAL)]),
    ("A Taliban spokesman, Zabihullah Mujahid, said the group was not involved in the bombing of a mosque in Kunduz.", [("TALIBAN", DENIAL)]),
    ('"We did not carry out this attack," a TTP spokesman said of the bombing of a police van in Bannu, Pakistan.', [("TTP", DENIAL)]),
    ("Boko Haram has not said whether it was behind the raid on Gubio, Nigeria.", []),
    ("Nigerian officials blame Boko Haram for the raid on Gubio.", []),
    ("Police in Kenya said they suspected al-Shabaab of the attack on a bus near Mandera that killed three passengers.", [("ke-police", REPORTS)]),
    ("Somalia's government said al-Shabaab was responsible for the truck bomb in Mogadishu on Saturday that killed 30 people.", [("so-government", REPORTS)]),
    ("Al-Shabaab, which Somalia's government says carried out the bombing in Mogadishu, has not commented.", [("so-government", REPORTS)]),
    ("Suspicion for the ambush near Gossi, Mali, fell on JNIM.", []),
    ("The ambush near Gossi, Mali, was the work of JNIM, residents said.", []),
    ("Islamic State claimed responsibility for the attack near Inates, Niger; the defence ministry has yet to give its account.", [("IS", CLAIM)]),
    ("The Islamic State group said it, and not JNIM, had attacked the camp near Inates, Niger.", [("IS", CLAIM)]),
    ("JNIM and Islamic State both claimed the ambush near Gossi, Mali.", [("JNIM", CLAIM), ("IS", CLAIM)]),
    ("The attack near Gossi, Mali, was first claimed by JNIM, which later withdrew the claim.", [("JNIM", CLAIM)]),
    ("There has been no claim from JNIM for the ambush near Gossi, Mali, which the army says killed nine soldiers.", [("ml-army", REPORTS)]),
    ("The Malian army did not confirm the ambush near Gossi claimed by JNIM.", [("JNIM", CLAIM)]),
    ("JNIM claimed an ambush near Gossi, Mali. The army refuses to comment on operations.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi, Mali. Calls to the army's spokesman went unanswered.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi, Mali. The Malian army dismissed the claim as propaganda.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ('JNIM claimed an ambush near Gossi, Mali. "This is false," a Malian army spokesman said.', [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM claimed an ambush near Gossi, Mali. The Malian army said the claim was untrue.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM claimed an ambush near Gossi, Mali. It is not known whether the army has reacted.", [("JNIM", CLAIM)]),
    ("JNIM claimed an ambush near Gossi, Mali. The archive of the army's statements for that week is missing.", [("JNIM", CLAIM)]),
    ("The Malian army rejected accusations that its soldiers killed nine villagers near Gossi.", [("ml-army", DENIES)]),
    ("The Malian army denied JNIM's claim of an ambush near Gossi.", [("ml-army", DENIES)]),
    ("Al-Shabaab claimed to have shot down a helicopter near Afgoye, Somalia, a claim that the army denied.", [("AL_SHABAAB", CLAIM), ("so-army", DENIES)]),
    # two sides in one sentence
    ("JNIM claimed an ambush near Gossi, Mali, but the Malian army denied it.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM claimed an ambush near Gossi, Mali, that killed nine soldiers, but the army said four died.", [("JNIM", CLAIM), ("ml-army", REPORTS)]),
    ("The Malian army said four soldiers died near Gossi while JNIM claimed it killed nine.", [("ml-army", REPORTS), ("JNIM", CLAIM)]),
    ("JNIM claimed an ambush near Gossi, a claim the Malian army denied.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM claimed an ambush near Gossi, which the Malian army has denied.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM said nine soldiers died near Gossi, while the Malian army put the toll at four.", [("JNIM", CLAIM), ("ml-army", REPORTS)]),
    ("JNIM claimed an ambush near Gossi, Mali, but the army has not commented.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    # a third lot
    ("Jama'at Nasr al-Islam wal Muslimin, or JNIM, said it carried out Sunday's ambush near Gossi, Mali, in which the army says nine soldiers were killed.", [("JNIM", CLAIM), ("ml-army", REPORTS)]),
    ("The UN mission in Mali blamed unidentified gunmen for the attack on its convoy near Gossi.", [("minusma", REPORTS)]),
    ("Neither the Malian army nor JNIM has said who attacked the convoy near Gossi.", []),
    ("In a rare denial, al-Shabaab said on Tuesday that its fighters played no part in the blast at a hotel in Kismayo, Somalia.", [("AL_SHABAAB", DENIAL)]),
    ("Al-Shabaab has previously denied carrying out bombings that kill civilians in Mogadishu, Somalia.", []),
    ("Somali officials usually blame al-Shabaab for such attacks in Mogadishu.", []),
    ("Al-Shabaab did not immediately claim the attack on a hotel in Kismayo, Somalia, which police said killed seven.", [("so-police", REPORTS)]),
    ("The Somali government did not confirm al-Shabaab's claim that it captured a base near Afgoye.", [("AL_SHABAAB", CLAIM)]),
    ("Kenya's interior ministry confirmed the attack near Lamu but rejected al-Shabaab's figure of 12 dead, saying three officers were killed.", [("ke-interior-ministry", DENIES)]),
    ("An al-Shabaab commander who defected told reporters that the group was behind the attack on a base in El Adde, Somalia.", []),
    ("Analysts say Islamic State, which has claimed no attack in Mali since March, was behind the ambush near Ansongo.", []),
    ("A statement attributed to JNIM claimed the ambush near Gossi, Mali.", [("JNIM", CLAIM)]),
    ("The Nigerian army accused Amnesty International of lying about the killing of 20 villagers in Borno.", []),
    ("Nigeria's army says ISWAP lied when it claimed to have killed 20 soldiers near Damboa.", [("ng-army", DENIES)]),
    ("The defence ministry in Niamey, Niger, had by Thursday made no mention of the attack near Inates claimed by Islamic State.", [("IS", CLAIM), ("ne-defence-ministry", SILENCE)]),
    ("Islamic State claimed the attack near Inates, Niger. Two days later the Nigerien army had still said nothing.", [("IS", CLAIM), ("ne-army", SILENCE)]),
    ("Islamic State claimed the attack near Inates, Niger. The army spokesman's phone was switched off.", [("IS", CLAIM)]),
    ("Islamic State claimed the attack near Inates, Niger. No independent confirmation was available.", [("IS", CLAIM)]),
    ("Islamic State claimed the attack near Inates, Niger. No official statement on it has been found.", [("IS", CLAIM)]),
    ("MINUSMA said a peacekeeper died near Gossi, Mali. JNIM claimed an ambush near Gao. It has said nothing of the other attack.", [("minusma", REPORTS), ("JNIM", CLAIM)]),
    # a fourth lot: attributions, and a side that speaks by a participle behind another's words
    ("The Malian army attributed to JNIM an attack on a convoy near Gossi on Monday.", [("ml-army", REPORTS)]),
    ("The Malian army attributed the attack on a convoy near Gossi to JNIM.", [("ml-army", REPORTS)]),
    ("An attack on a convoy near Gossi, Mali, which the army attributed to JNIM, killed nine soldiers.", [("ml-army", REPORTS)]),
    ("The Malian government holds JNIM responsible for the attack on a convoy near Gossi.", [("ml-government", REPORTS)]),
    ("The Malian government held JNIM responsible for Monday's attack on a convoy near Gossi.", [("ml-government", REPORTS)]),
    ("JNIM was held responsible for the attack on a convoy near Gossi, Mali.", []),
    ("JNIM held the Malian army responsible for the killing of nine villagers near Gossi.", []),
    ("JNIM blamed the Malian army for the deaths of nine villagers near Gossi.", []),
    ("Analysts attributed to JNIM an attack on a convoy near Gossi, Mali.", []),
    ("Residents hold JNIM responsible for the attack on a convoy near Gossi, Mali.", []),
    ("An attack near Gossi, Mali, attributed to JNIM killed nine soldiers.", []),
    ("The Malian army put the blame on JNIM for an attack on a convoy near Gossi.", [("ml-army", REPORTS)]),
    ("The Malian army named JNIM as the author of the attack on a convoy near Gossi.", [("ml-army", REPORTS)]),
    ("The Malian army said four soldiers died near Gossi on Monday, with JNIM claiming it had killed 12.", [("ml-army", REPORTS), ("JNIM", CLAIM)]),
    ("The Malian army said four soldiers died near Gossi on Monday, JNIM claiming to have killed 12.", [("ml-army", REPORTS), ("JNIM", CLAIM)]),
    ("JNIM fighters attacked the camp near Gossi, Mali, the group claiming it had killed 12 soldiers.", [("JNIM", CLAIM)]),
    ("JNIM released a video of the attack on a camp near Gossi, Mali, claiming it had killed 12 soldiers.", [("JNIM", CLAIM)]),
    ("JNIM claimed an ambush near Gossi, Mali, the army saying that four soldiers were killed.", [("JNIM", CLAIM), ("ml-army", REPORTS)]),
    ("JNIM claimed an ambush near Gossi, Mali, with the army denying any losses.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("JNIM claimed an ambush near Gossi, Mali, with the army declining to comment.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("JNIM claimed an ambush near Gossi, Mali. The army attributed it to bandits.", [("JNIM", CLAIM), ("ml-army", REPORTS)]),
    ("MINUSMA condemned an attack on its convoy near Gossi, Mali, for which JNIM has claimed responsibility.", [("minusma", REPORTS), ("JNIM", CLAIM)]),
    ("MINUSMA condemned an attack on its convoy near Gossi, Mali, claimed by JNIM.", [("minusma", REPORTS), ("JNIM", CLAIM)]),
    ("Blaming JNIM, the Malian army said nine soldiers were killed near Gossi on Monday.", [("ml-army", REPORTS)]),
    ("The Kenyan government denied al-Shabaab's claim that it killed 12 soldiers near Lamu.", [("ke-government", DENIES)]),
    ("Kenya's government rejected claims by al-Shabaab that it had killed 12 soldiers near Lamu.", [("ke-government", DENIES)]),
]  # fmt: skip
FRENCH: list[tuple[str, list[tuple[str, str]]]] = [
    ("Le JNIM affirme ne pas être à l'origine de l'attaque du marché de Gossi.", [("JNIM", DENIAL)]),
    ("Le JNIM dit n'être pour rien dans l'attaque du marché de Gossi.", [("JNIM", DENIAL)]),
    ("Le JNIM a démenti être l'auteur de l'attaque du marché de Gossi.", [("JNIM", DENIAL)]),
    ("Le JNIM s'est démarqué de l'attaque du marché de Gossi.", [("JNIM", DENIAL)]),
    ("Le JNIM a annoncé qu'il n'était pas responsable de l'attaque du marché de Gossi.", [("JNIM", DENIAL)]),
    ("L'armée malienne accuse le JNIM d'avoir attaqué un convoi près de Gossi lundi.", [("ml-army", REPORTS)]),
    ("L'armée malienne attribue au JNIM l'attaque d'un convoi près de Gossi lundi.", [("ml-army", REPORTS)]),
    ("L'armée malienne a imputé au JNIM l'attaque d'un convoi près de Gossi.", [("ml-army", REPORTS)]),
    ("L'attaque d'un convoi près de Gossi a été attribuée au JNIM.", []),
    ("L'attaque d'un convoi près de Gossi, attribuée au JNIM, n'a pas été revendiquée.", []),
    ("Une source sécuritaire attribue au JNIM l'attaque d'un convoi près de Gossi.", []),
    ("Un élu local accuse le JNIM d'avoir attaqué un convoi près de Gossi.", []),
    ("Le JNIM n'a pas revendiqué l'attaque d'un convoi près de Gossi.", []),
    ("Le JNIM n'a pas encore revendiqué l'attaque d'un convoi près de Gossi.", []),
    ("L'attaque d'un convoi près de Gossi n'a toujours pas été revendiquée ; le JNIM est actif dans la zone.", []),
    ("Aucune revendication n'a été enregistrée pour l'attaque d'un convoi près de Gossi, où opère le JNIM.", []),
    ("Le JNIM, qui revendique souvent des attaques dans la région, est soupçonné.", []),
    ("Le JNIM revendique une embuscade près de Gossi. L'armée malienne n'avait pas fait de déclaration dimanche soir.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("Le JNIM revendique une embuscade près de Gossi. L'armée malienne n'a pas répondu à nos sollicitations.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("Le JNIM revendique une embuscade près de Gossi. L'armée malienne n'était pas joignable.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("Le JNIM revendique une embuscade près de Gossi. L'armée malienne garde le silence.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("Le JNIM revendique une embuscade près de Gossi. L'armée malienne n'a ni confirmé ni démenti.", [("JNIM", CLAIM)]),
    ("Le JNIM revendique une embuscade près de Gossi. L'armée malienne parle d'une fausse information.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("Le JNIM revendique une embuscade près de Gossi. Selon l'armée malienne, aucune embuscade n'a eu lieu.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("Le JNIM nie avoir tué neuf villageois près de Gossi mais revendique une embuscade contre un convoi près de Hombori.", [("JNIM", DENIAL), ("JNIM", CLAIM)]),
    ("Le JNIM rejette toute responsabilité dans l'explosion du marché de Gossi, au Mali.", [("JNIM", DENIAL)]),
    ("« Nous ne sommes pour rien dans cette attaque », a déclaré le porte-parole du JNIM à propos du marché de Gossi.", [("JNIM", DENIAL)]),
    ("Le gouvernement malien impute l'attaque du marché de Gossi au JNIM, qui n'a pas réagi.", [("ml-government", REPORTS)]),
    ("L'attaque du marché de Gossi, au Mali, porte la marque du JNIM.", []),
    ("L'attaque du marché de Gossi, au Mali, est attribuée par l'armée au JNIM.", [("ml-army", REPORTS)]),
    ("Le JNIM avait revendiqué plusieurs attaques dans la zone de Gossi, au Mali.", []),
    ("Le JNIM revendique une embuscade près de Gossi, au Mali. Contactée, l'armée n'a pas donné suite.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("Le JNIM revendique une embuscade près de Gossi, au Mali. L'état-major a qualifié cette revendication de mensongère.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("Le JNIM revendique une embuscade près de Gossi, au Mali. On ignore si l'armée s'est exprimée.", [("JNIM", CLAIM)]),
    ("Le JNIM revendique une embuscade près de Gossi, au Mali. L'armée n'a pas communiqué de bilan.", [("JNIM", CLAIM)]),
    ("Le JNIM revendique une embuscade près de Gossi, ce que l'armée malienne dément.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("Le JNIM revendique une embuscade près de Gossi, mais l'armée malienne dément.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("Aqmi a démenti jeudi les accusations selon lesquelles ses combattants auraient tué neuf civils près de Gossi, au Mali.", [("AQIM", DENIAL)]),
    ("Le Jnim n'a pas revendiqué cette attaque, que l'armée malienne lui attribue, contre un convoi près de Gossi.", [("ml-army", REPORTS)]),
    ("L'attaque de Gossi, au Mali, n'a été revendiquée par aucun groupe, mais elle porte la signature du JNIM.", []),
    ("Le JNIM revendique une embuscade près de Gossi, au Mali ; l'armée, elle, n'a rien dit.", [("JNIM", CLAIM), ("ml-army", SILENCE)]),
    ("Le JNIM revendique une embuscade près de Gossi, au Mali. Le gouvernement malien se refuse à tout commentaire.", [("JNIM", CLAIM), ("ml-government", SILENCE)]),
    ("Le JNIM revendique une embuscade près de Gossi, au Mali. L'armée malienne affirme au contraire que l'embuscade a échoué.", [("JNIM", CLAIM), ("ml-army", REPORTS)]),
    # a fourth lot
    ("L'armée malienne tient le JNIM pour responsable de l'attaque d'un convoi près de Gossi.", [("ml-army", REPORTS)]),
    ("Le gouvernement malien a tenu le JNIM responsable de l'attaque d'un convoi près de Gossi.", [("ml-government", REPORTS)]),
    ("Le JNIM est tenu pour responsable de l'attaque d'un convoi près de Gossi, au Mali.", []),
    ("L'armée malienne a attribué l'attaque d'un convoi près de Gossi au JNIM.", [("ml-army", REPORTS)]),
    ("L'armée malienne rend le JNIM responsable de la mort de neuf villageois près de Gossi.", [("ml-army", REPORTS)]),
    ("Le JNIM accuse l'armée malienne d'avoir tué neuf villageois près de Gossi.", []),
    ("L'armée malienne met l'attaque d'un convoi près de Gossi sur le compte du JNIM.", [("ml-army", REPORTS)]),
    ("L'armée malienne pointe du doigt le JNIM après l'attaque d'un convoi près de Gossi.", [("ml-army", REPORTS)]),
    ("Selon l'armée malienne, quatre soldats ont été tués près de Gossi, le JNIM affirmant en avoir tué douze.", [("ml-army", REPORTS), ("JNIM", CLAIM)]),
    ("L'armée malienne fait état de quatre soldats tués près de Gossi, le JNIM revendiquant douze morts.", [("ml-army", REPORTS), ("JNIM", CLAIM)]),
    ("Le JNIM a diffusé une vidéo de l'attaque du camp de Gossi, au Mali, affirmant avoir tué douze soldats.", [("JNIM", CLAIM)]),
    ("Le JNIM revendique une embuscade près de Gossi, l'armée malienne assurant n'avoir perdu personne.", [("JNIM", CLAIM), ("ml-army", REPORTS)]),
    ("Le JNIM revendique une embuscade près de Gossi, l'armée malienne démentant toute perte.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("Imputant l'attaque au JNIM, l'armée malienne dit avoir perdu neuf soldats près de Gossi lundi.", [("ml-army", REPORTS)]),
    ("L'attaque d'un convoi près de Gossi, imputée par l'armée malienne au JNIM, a fait neuf morts.", [("ml-army", REPORTS)]),
    ("L'attaque d'un convoi près de Gossi, que l'armée malienne attribue au JNIM, a fait neuf morts.", [("ml-army", REPORTS)]),
    ("Des habitants tiennent le JNIM pour responsable de l'attaque d'un convoi près de Gossi, au Mali.", []),
    ("La MINUSMA condamne l'attaque de son convoi près de Gossi, revendiquée par le JNIM.", [("minusma", REPORTS), ("JNIM", CLAIM)]),
]  # fmt: skip
ARABIC: list[tuple[str, list[tuple[str, str]]]] = [
    ("نفت حركة الشباب مسؤوليتها عن الهجوم على فندق في كيسمايو.", [("AL_SHABAAB", DENIAL)]),
    ("اتهم الجيش المالي جماعة نصرة الإسلام والمسلمين بالهجوم على قافلة قرب غوسي.", [("ml-army", REPORTS)]),
    ("أعلنت جماعة نصرة الإسلام والمسلمين مسؤوليتها عن كمين قرب غوسي، ونفى الجيش المالي ذلك.", [("JNIM", CLAIM), ("ml-army", DENIES)]),
    ("لم تعلن أي جهة مسؤوليتها عن الهجوم قرب غوسي.", []),
]  # fmt: skip
OWN: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("Al-Zallaqa", "The mujahideen had nothing to do with the attack on a market in Gossi on Monday.", [("JNIM", DENIAL)]),
    ("Al-Zallaqa", "We are not responsible for the explosion in the market of Gossi on Monday.", [("JNIM", DENIAL)]),
    ("Al-Zallaqa", "We deny any link to the killing of villagers near Gossi on Monday.", [("JNIM", DENIAL)]),
    ("Al-Zallaqa", "The army claims to have killed thirty mujahideen near Gossi on Monday, and it lies.", []),
    ("Malian Armed Forces", "The FAMa deny that their convoy was ambushed near Gossi on Monday.", [("ml-army", DENIES)]),
    ("Malian Armed Forces", "No ambush took place near Gossi on Monday.", [("ml-army", DENIES)]),
    ("Umar Media", "TTP has no connection with the explosion in a mosque in Peshawar on Monday.", [("TTP", DENIAL)]),
    ("Al-Zallaqa", "What the army published about thirty mujahideen killed near Gossi on Monday is a lie.", []),
    ("MINUSMA", "MINUSMA was not involved in the operation near Gossi, Mali, in which nine villagers were killed on Monday.", [("minusma", DENIES)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_english(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(map(told, read(text, publisher="A daily").drafts)) == sorted(wanted)


@pytest.mark.parametrize(("text", "wanted"), FRENCH)
def test_french(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(map(told, read(text, publisher="Un quotidien", language="fr").drafts)) == sorted(wanted)


@pytest.mark.parametrize(("text", "wanted"), ARABIC)
def test_arabic(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(map(told, read(text, publisher="صحيفة", language="ar").drafts)) == sorted(wanted)


@pytest.mark.parametrize(("publisher", "text", "wanted"), OWN)
def test_own_texts(publisher: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(map(told, read(text, publisher=publisher).drafts)) == sorted(wanted)
