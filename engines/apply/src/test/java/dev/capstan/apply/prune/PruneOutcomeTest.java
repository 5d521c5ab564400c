package dev.capstan.apply.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.inventory.Inventory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PruneOutcomeTest {

    @Test
    void whatIsTheSameForSeveralObjectsIsSaidOnce() {
        assertThat(failed(
                                blocked("a", "is denied. Ask for it."),
                                blocked("b", "is broken"),
                                blocked("c", "is denied. Ask for it."))
                        .failureMessage())
                .isEqualTo("ConfigMap/ns/a, ConfigMap/ns/c: is denied. Ask for it; ConfigMap/ns/b: is broken");
    }

    @Test
    void onlySomeOfManyObjectsAreNamed() {
        var many = IntStream.range(0, 13)
                .mapToObj(i -> blocked("o" + i, "is denied"))
                .toArray(PruneOutcome.Blocked[]::new);

        assertThat(failed(many).failureMessage()).endsWith("ConfigMap/ns/o9 and 3 more: is denied");
    }

    private static PruneOutcome.Blocked blocked(String name, String why) {
        return new PruneOutcome.Blocked(new ObjectId("", "ConfigMap", "ns", name), why, false);
    }

    private static PruneOutcome failed(PruneOutcome.Blocked... failures) {
        return new PruneOutcome(
                ChangeSet.empty(), Inventory.empty(), List.of(), List.of(), List.of(failures), Optional.empty());
    }
}
