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
from werdegang.careers.loading import KnowledgeError, Problem, load_knowledge
from werdegang.careers.model import LANGUAGES, Knowledge, Language

__all__ = [
    "LANGUAGES",
    "Answer",
    "Knowledge",
    "KnowledgeError",
    "Language",
    "Problem",
    "Question",
    "Statement",
    "answer",
    "evidence",
    "load_knowledge",
    "more",
    "questions",
]
