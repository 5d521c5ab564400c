package dev.capstan.applicationmanifests.build;

import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.SourceKind;
import java.util.List;

/** What building one source gives. */
public sealed interface Built {

    /**
     * The objects.
     *
     * @param notices what was read and not acted on, for people
     * @param bytes of the texts that the objects were read from
     */
    record Objects(SourceKind kind, List<Manifest> manifests, List<String> notices, long bytes) implements Built {
        /** Copies the lists. */
        public Objects {
            manifests = List.copyOf(manifests);
            notices = List.copyOf(notices);
        }
    }

    /**
     * There are none.
     *
     * @param why for people
     */
    record Failed(String why) implements Built {}
}
