package dev.capstan.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final String SOURCES = AuditLog.user("flux-system", "source-controller");
    private static final String KUSTOMIZATIONS = AuditLog.user("flux-system", "kustomize-controller");

    @Test
    void tellsOnceWhatUsersThemselvesWereRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("audit.log"),
                String.join(
                        "\n",
                        ApiCallTest.LISTED,
                        ApiCallTest.LISTED,
                        ApiCallTest.APPLIED.formatted("forbid"),
                        "{\"half\": "));
        var log = new AuditLog(file);

        assertThat(log.refusedTo(Set.of(SOURCES, KUSTOMIZATIONS)))
                .containsExactly(SOURCES + " may not list secrets in team");
        assertThat(log.callsOf(Set.of(KUSTOMIZATIONS))).hasSize(1);
        assertThat(log.refusedTo(Set.of())).isEmpty();
    }
}
