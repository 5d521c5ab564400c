package dev.capstan.cli.migrate.survey;

import dev.capstan.api.kind.ToolkitKind;
import java.util.List;
import java.util.Optional;

/**
 * A kind of Flux in a cluster.
 *
 * @param definition name of its definition
 * @param kind the kind
 * @param known what it is here; empty for a kind that no controller of ours reconciles
 * @param served versions that are served
 * @param stored versions that objects may be stored in
 * @param objects how many there are
 */
public record KindUse(
        String definition,
        String kind,
        Optional<ToolkitKind> known,
        List<String> served,
        List<String> stored,
        int objects) {

    /** Copies the lists. */
    public KindUse {
        served = List.copyOf(served);
        stored = List.copyOf(stored);
    }
}
