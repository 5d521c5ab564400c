package dev.capstan.argo.set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.status.SetReason;
import java.util.List;
import java.util.Set;

/** What comes of the generation of a set. */
public sealed interface Generation {
    /**
     * The Applications, with names that may be missing, doubled or in use: see {@code plan.GeneratedApplications}.
     *
     * @param applications in the order of the generators
     */
    record Generated(List<ObjectNode> applications) implements Generation {
        /** Keeps its own copy. */
        public Generated {
            applications = List.copyOf(applications);
        }
    }

    /**
     * Something must be known first. Whoever answers generates again; nothing may be created or deleted before.
     *
     * @param requests the questions; further ones may come up once they are answered
     */
    record Wanting(Set<SetRequest<?>> requests) implements Generation {
        /** Keeps its own copy. */
        public Wanting {
            requests = Set.copyOf(requests);
        }
    }

    /**
     * There are no Applications to be had; those that are there stay.
     *
     * @param reason for the condition
     * @param message what is wrong, for people
     */
    record Failed(SetReason reason, String message) implements Generation {}
}
