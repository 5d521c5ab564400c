package dev.capstan.application.signature;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.plane.ControlPlane;
import java.util.List;

/** Whether revisions of sources may be used. */
@FunctionalInterface
public interface RevisionTrust {
    /** Trusts everything. */
    RevisionTrust ANYTHING = (_, _, _, _, _) -> Checked.NOTHING;

    /**
     * Looks at the sources of an Application.
     *
     * @param namespace of the Application
     * @param project its name; empty for the default one
     * @param spec as it stands
     * @param revisions what its sources mean, in their order
     */
    Checked check(ControlPlane plane, String namespace, String project, JsonNode spec, List<String> revisions);

    /**
     * What a look at all sources gives.
     *
     * @param problems each is a {@code ComparisonError}, and nothing is rendered or synced
     * @param warnings what people should change, for a condition
     */
    record Checked(List<String> problems, List<String> warnings) {
        /** Nothing is wrong. */
        public static final Checked NOTHING = new Checked(List.of(), List.of());

        /** Copies the lists. */
        public Checked {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }
}
