package dev.capstan.application.status;

import static dev.capstan.application.status.Passes.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationEventsTest {
    private static final String RUNNING = "operationState: {operation: {%s}, phase: Running, startedAt: t1}";
    private static final String ENDED = "operationState: {operation: {%s}, phase: %s, startedAt: t1, message: %s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sync: {status: Synced}    | sync: {status: OutOfSync} | Updated sync status: Synced -> OutOfSync",
                "``                        | sync: {status: Synced}    | Updated sync status: Synced",
                "health: {status: Healthy} | health: {status: Missing} | Updated health status: Healthy -> Missing",
            })
    void otherWordsAreTold(String before, String after, String message) {
        assertThat(events(before, after))
                .containsExactly(new ApplicationEvent(Severity.INFO, Reason.RESOURCE_UPDATED, message));
    }

    @Test
    void detailsAreNotTold() {
        assertThat(events("health: {status: Healthy, message: a}", "health: {status: Healthy, message: b}"))
                .isEmpty();
        assertThat(events(RUNNING.formatted(""), RUNNING.formatted("").replace("Running", "Terminating")))
                .isEmpty();
    }

    @Test
    void theStartOfAnOperationSaysWhoAsked() {
        assertThat(events("", RUNNING.formatted("sync: {revision: abc}, initiatedBy: {automated: true}")))
                .containsExactly(started("Initiated automated sync to abc"));
        assertThat(events("", RUNNING.formatted("sync: {}, initiatedBy: {username: alice}")))
                .containsExactly(started("Initiated sync by alice"));
    }

    @Test
    void theEndOfAnOperationIsToldOnce() {
        String succeeded = ENDED.formatted("sync: {revision: abc}", "Succeeded", "done");

        assertThat(events(RUNNING.formatted("sync: {revision: abc}"), succeeded))
                .containsExactly(new ApplicationEvent(
                        Severity.INFO, Reason.OPERATION_COMPLETED, "Sync operation to abc succeeded"));
        assertThat(events(succeeded, succeeded)).isEmpty();
    }

    @Test
    void anOperationThatFailedAtOnceIsTold() {
        String failed = ENDED.formatted("sync: {resources: [{kind: Service, name: web}]}", "Error", "no such revision");

        assertThat(events("", failed))
                .containsExactly(new ApplicationEvent(
                        Severity.ERROR, Reason.OPERATION_COMPLETED, "Partial sync operation failed: no such revision"));
    }

    private static ApplicationEvent started(String message) {
        return new ApplicationEvent(Severity.INFO, Reason.OPERATION_STARTED, message);
    }

    private static List<ApplicationEvent> events(String before, String after) {
        return ApplicationEvents.between(status(before), status(after));
    }
}
