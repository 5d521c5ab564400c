package dev.capstan.helm.release.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionLogTest {

    private static final Masks MASKS = Masks.of(List.of(), Set.of("hunter22"));

    private final List<String> notices = new ArrayList<>();
    private final ActionLog log = new ActionLog(notices);

    @Test
    void noticesStandAmongTheStepsWhereTheyWereMade() {
        log.add("applying 2 objects");
        notices.add("Service/apps/web was kept");
        log.noting("deleting 1 objects", StepResult::done).run();
        notices.add("output of the hook");

        assertThat(log.last(MASKS))
                .containsExactly(
                        "applying 2 objects", "Service/apps/web was kept", "deleting 1 objects", "output of the hook");
    }

    @Test
    void onlyTheLastEntriesAreShownAndSecretsAreNot() {
        IntStream.rangeClosed(1, 30).forEach(i -> log.add("step " + i));
        log.add("said hunter22");

        assertThat(log.last(MASKS)).hasSize(20).startsWith("step 12").last().isEqualTo("said *****");
    }
}
