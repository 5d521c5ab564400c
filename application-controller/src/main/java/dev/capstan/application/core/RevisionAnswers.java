package dev.capstan.application.core;

import dev.capstan.application.source.Answer;

/** Answers what revisions of Applications mean. */
@FunctionalInterface
public interface RevisionAnswers {
    /** A commit, the version of a chart, the digest of an OCI manifest; only for sources of Applications that are there, and permitted. May block. */
    Answer<String> of(RevisionQuestion question);
}
