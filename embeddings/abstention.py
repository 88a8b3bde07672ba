"""Whether the best passage answers, may answer, or does not.

The evidence of a passage is the cosine of its best sentence, plus a quarter of the share of the
question's words that it covers; the evidence of an answer is its best passage's. The cosine alone
told off-topic questions from answerable ones with an AUROC of .990 (XQuAD's questions against
MT-RAG's), with the words .998.

A fixed cut-off does not carry over from one corpus to another; one fitted to the corpus does. So
the index asks itself questions that nearly no corpus answers (``PROBES``), and a real question
must do better than those.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

TOP = 3
"""An answer's evidence is the best among this many first passages."""

COVERAGE_WEIGHT = 0.4

CENTRED_WEIGHT = 4.0
"""Brings centred cosines to the spread of evidence that the score's slope is made for."""

LEAST_COVERAGE = 0.3
"""A passage with fewer of the question's words than this is never more than *closest*. In a
language that the model cannot read every two texts look alike to it; 1 % of the answerable
questions of XQuAD and SQuAD 2.0 fall below."""

_ANSWERED_QUANTILE = 0.95
_CLOSEST_QUANTILE = 0.93
"""A narrow band: nearly every question that unrelated probes outdo gets no passage at all."""
_SLOPE = 0.07
"""Evidence that takes the score from .5 to .73: about the spread of probes in one corpus."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Lines on the evidence: below ``closest`` nothing, from ``answered`` on an answer."""

    closest: float
    answered: float

    def score(self, evidence: float) -> float:
        """``evidence`` as 0 to 1; 0.5 is the line between closest and answered."""
        return 1.0 / (1.0 + math.exp(-(evidence - self.answered) / _SLOPE))

    def doubted(self, evidence: float) -> float:
        """``evidence`` of a passage that has a mismatch: good for *closest* at the most."""
        return min(evidence, (self.closest + self.answered) / 2)


def evidence(cosine: float, coverage: float) -> float:
    """The evidence of one passage.

    Args:
        cosine: of the question and the passage's best sentence.
        coverage: share of the question's words that the passage covers, 0 to 1.
    """
    return cosine + COVERAGE_WEIGHT * coverage


def evidence_above(centred: float) -> float:
    """The evidence of one passage for a model that reads several languages.

    Args:
        centred: the best sentence's cosine, above the mean of the passage's language. The words
            that question and passage share depend on their languages, so they do not count.
    """
    return CENTRED_WEIGHT * centred


def fit(probe_evidence: Sequence[float]) -> Thresholds:
    """Thresholds from the evidence that the corpus yields for ``PROBES``; at least one."""
    closest, answered = np.quantile(probe_evidence, (_CLOSEST_QUANTILE, _ANSWERED_QUANTILE))
    return Thresholds(float(closest), float(answered))


PROBES: tuple[str, ...] = (
    "How long should I boil an egg?",
    "What temperature do I roast a chicken at?",
    "How do I knead dough for pizza?",
    "Which flour is best for pancakes?",
    "How can I get a coffee stain out of a shirt?",
    "How often should I water a cactus?",
    "When should tomatoes be planted?",
    "What do hedgehogs eat in winter?",
    "How do I teach my dog to sit?",
    "Why do cats purr?",
    "How many legs does a spider have?",
    "What is the tallest animal on land?",
    "How do birds find their way south?",
    "Who painted the ceiling of the chapel?",
    "Which key is this piano sonata written in?",
    "Who sang the opening song of that film?",
    "How many strings does a violin have?",
    "What happens at the end of the novel?",
    "Which actor played the detective?",
    "Who won the football final last year?",
    "How many players are in a basketball team?",
    "What is offside?",
    "How long is a marathon?",
    "Who holds the record in the high jump?",
    "How do I serve in tennis?",
    "What is the square root of 144?",
    "How do I solve a quadratic equation?",
    "What is the area of a circle?",
    "Is zero an even number?",
    "What is the speed of light?",
    "Why is the sky blue?",
    "How does a refrigerator work?",
    "What is photosynthesis?",
    "How far away is the moon?",
    "How many planets are there?",
    "What is a black hole?",
    "What is the boiling point of water?",
    "What is the chemical symbol for gold?",
    "How are volcanoes formed?",
    "How deep is the deepest ocean?",
    "What is the capital of Australia?",
    "Which river flows through Cairo?",
    "What currency is used in Japan?",
    "How long is the flight to New York?",
    "Do I need a visa for a holiday in Thailand?",
    "Where is the nearest pharmacy?",
    "What time does the train to the airport leave?",
    "How do I renew my passport?",
    "What will the weather be like tomorrow?",
    "Is it going to rain at the weekend?",
    "How do I reset my password?",
    "Why is my laptop so slow?",
    "How do I connect the printer to the network?",
    "How do I sort a list in Python?",
    "What is the difference between a stack and a queue?",
    "How do I undo the last commit in git?",
    "How do I take a screenshot?",
    "Which phone has the best camera?",
    "How do I change a flat tyre?",
    "How often should the engine oil be changed?",
    "What does the yellow warning light mean?",
    "How do I fix a dripping tap?",
    "What size of screw do I need for this shelf?",
    "How do I remove old wallpaper?",
    "How much paint do I need for one room?",
    "How do I treat a sore throat?",
    "How many hours of sleep does a child need?",
    "What are the side effects of aspirin?",
    "How can I lose weight quickly?",
    "Is coffee bad for the heart?",
    "What is a healthy blood pressure?",
    "How do I stop hiccups?",
    "How do I write a letter of application?",
    "What should I wear to an interview?",
    "How is overtime paid?",
    "How many days of holiday do I get?",
    "How do I file my tax return?",
    "What is compound interest?",
    "How do I open a bank account?",
    "What is the best way to save money?",
    "How much does a house cost?",
    "How do I learn to juggle?",
    "How do I tie a bow tie?",
    "What are the rules of chess?",
    "How do I knit a scarf?",
    "What shall I give my sister for her birthday?",
    "How do I fold a paper crane?",
    "How do I say thank you in Portuguese?",
    "What is the plural of octopus?",
    "Where does the word sandwich come from?",
    "When do I use a semicolon?",
    "Who invented the telephone?",
    "When was the printing press invented?",
    "How old are the pyramids?",
    "Who was the first person on the moon?",
    "When did the dinosaurs die out?",
    "Who discovered penicillin?",
    "What is the meaning of life?",
    "Can you tell me a joke?",
    "What is your favourite colour?",
)
"""A hundred questions from as many corners of life, few on any one subject, so that a corpus about
one of them is not measured against itself."""
