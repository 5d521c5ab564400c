package dev.capstan.application.source;

import dev.capstan.argo.source.ApplicationSources;
import java.util.List;

/** What the {@code targetRevision}s of sources mean. Equal questions at the same time make one request. */
public interface Revisions {
    /**
     * One revision for each source: a commit, the version of a chart, the digest of an OCI manifest.
     *
     * @param project whose credentials are used
     */
    Resolved resolve(ApplicationSources sources, String project, Freshness freshness);

    /** How fresh an answer must be. */
    enum Freshness {
        /** What is known is enough, if anything is. */
        KNOWN,
        /** The remote is asked, unless somebody asked it after this question began. */
        NOW
    }

    /** What resolving gives. */
    sealed interface Resolved {
        /**
         * All are known.
         *
         * @param revisions in the order of the sources; of a source that is only referred to, its commit as well
         */
        record Known(List<String> revisions) implements Resolved {
            public Known {
                revisions = List.copyOf(revisions);
            }
        }

        /**
         * At least one has none.
         *
         * @param why for people, naming the source
         */
        record Failed(String why) implements Resolved {}
    }
}
