package dev.capstan.applicationmanifests;

import dev.capstan.argo.source.Manifest;
import java.util.List;

/** What the sources of an Application give. */
public sealed interface Rendered {
    /**
     * The objects.
     *
     * @param manifests of all sources in their order, each object once; the very same list as last time where nothing of what decides on
     *     it has changed. Nobody may change the objects
     * @param revisions of all sources
     * @param sourceTypes what made the objects of each source, in the words of {@code status.sourceTypes}; an empty text for a source
     *     that is there for others to refer to
     * @param warnings messages of {@code RepeatedResourceWarning}
     * @param notices what was read and not acted on, for people
     */
    record Objects(
            List<Manifest> manifests,
            List<String> revisions,
            List<String> sourceTypes,
            List<String> warnings,
            List<String> notices)
            implements Rendered {
        /** Copies the lists, unless they cannot be changed anyway. */
        public Objects {
            manifests = List.copyOf(manifests);
            revisions = List.copyOf(revisions);
            sourceTypes = List.copyOf(sourceTypes);
            warnings = List.copyOf(warnings);
            notices = List.copyOf(notices);
        }
    }

    /**
     * There are none: a {@code ComparisonError}.
     *
     * @param why for people; names the source where there are several
     */
    record Failed(String why) implements Rendered {}
}
