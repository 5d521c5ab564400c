package dev.capstan.application.source;

import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.argo.source.ApplicationSource;

/** What {@code targetRevision} means for sources of one type. Equal questions at the same time make one request. */
@FunctionalInterface
public interface SourceRevisions {

    /**
     * The revision of a source: a commit, the version of a chart, the digest of an OCI manifest.
     *
     * @param project whose credentials are used
     */
    Answer<String> of(ApplicationSource source, String project, Freshness freshness);
}
