"""What roles require, drawn from documents: facts, their sources and answers.

Pure Python that knows nothing of Rasa::

    from werdegang.careers import answer, load_knowledge

    knowledge = load_knowledge(Path("knowledge"))
    print(answer(knowledge, ["degree_needed"], language="en").text)
"""

from werdegang.careers.answering import (
    Answer,
    Question,
    Statement,
    answer,
    evidence,
    more,
    questions,
)
from werdegang.careers.comparison import Comparison, Reading, Row, Step, compare
from werdegang.careers.ladder import Ladder, ladder_of
from werdegang.careers.ladder_drawing import ladder_svg
from werdegang.careers.loading import load_knowledge
from werdegang.careers.model import LANGUAGES, Knowledge, Language
from werdegang.careers.problems import KnowledgeError, Problem
from werdegang.careers.profile import Profile
from werdegang.careers.profile_text import profile_text
from werdegang.careers.role_comparison import RoleComparison, compare_roles

__all__ = [
    "LANGUAGES",
    "Answer",
    "Comparison",
    "Knowledge",
    "KnowledgeError",
    "Ladder",
    "Language",
    "Problem",
    "Profile",
    "Question",
    "Reading",
    "RoleComparison",
    "Row",
    "Statement",
    "Step",
    "answer",
    "compare",
    "compare_roles",
    "evidence",
    "ladder_of",
    "ladder_svg",
    "load_knowledge",
    "more",
    "profile_text",
    "questions",
]
