package dev.capstan.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The program's own unit tests; what it is built of is compiled already when integration tests run. */
class GoTestsIT {
    @Test
    void theProgramsOwnTestsPass() throws Exception {
        Optional<GoToolchain> go = GoToolchain.find(System.getenv());
        assumeTrue(go.isPresent(), "no Go to run the tests of devcluster with");
        ProcessBuilder tests = new ProcessBuilder(
                        go.orElseThrow().command().toString(),
                        "test",
                        "-trimpath",
                        "-vet=off",
                        "./internal/realnode/...")
                .directory(Path.of("go").toFile())
                .redirectErrorStream(true);
        tests.environment().put("CGO_ENABLED", "0");
        tests.environment().put("GOWORK", "off");
        Process process = tests.start();
        process.getOutputStream().close();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("ok");
    }
}
