package dev.capstan.promotion.chain;

import dev.capstan.promotion.gate.GateState;
import dev.capstan.promotion.place.Content;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be done about what one environment has and the next one might get. */
public sealed interface Decision {

    /** The next one has it. */
    record UpToDate() implements Decision {}

    /** There is nothing that could be promoted. */
    record Nothing(String why) implements Decision {}

    /** It does not come before a person acts, or something newer is there. */
    record Hold(Content candidate, String why) implements Decision {}

    /**
     * Gates are closed.
     *
     * @param gates all of them
     */
    record Wait(Content candidate, List<GateState> gates) implements Decision {
        /** Copies the list. */
        public Wait {
            gates = List.copyOf(gates);
        }
    }

    /**
     * All gates are open.
     *
     * @param gates all of them
     */
    record Go(Content candidate, List<GateState> gates) implements Decision {
        /** Copies the list. */
        public Go {
            gates = List.copyOf(gates);
        }
    }

    /** What would come, where something would. */
    default Optional<Content> pending() {
        return switch (this) {
            case UpToDate _, Nothing _ -> Optional.empty();
            case Hold(var candidate, var _) -> Optional.of(candidate);
            case Wait(var candidate, var _) -> Optional.of(candidate);
            case Go(var candidate, var _) -> Optional.of(candidate);
        };
    }

    /** The gates that were asked. */
    default List<GateState> gates() {
        return switch (this) {
            case UpToDate _, Nothing _, Hold _ -> List.of();
            case Wait(var _, var gates) -> gates;
            case Go(var _, var gates) -> gates;
        };
    }

    /** When it must be decided again although nothing happens; empty when only something that happens changes it. */
    default Optional<Instant> wakeAt() {
        return gates().stream().flatMap(gate -> gate.changesAt().stream()).min(Instant::compareTo);
    }
}
