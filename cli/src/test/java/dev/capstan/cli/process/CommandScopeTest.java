package dev.capstan.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandScopeTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void whatWasOpenedLastIsClosedFirst() throws Exception {
        int code = CommandScope.run(scope -> {
            scope.keep(() -> closed.add("first"));
            scope.keep(() -> closed.add("second"));
            assertThat(closed).isEmpty();
            return 7;
        });

        assertThat(code).isEqualTo(7);
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void aFailedCommandClosesEverythingToo() {
        assertThatThrownBy(() -> CommandScope.run(scope -> {
                    scope.keep(() -> closed.add("first"));
                    throw new CommandFailure("no");
                }))
                .hasMessage("no");

        assertThat(closed).containsExactly("first");
    }

    @Test
    void whatCannotBeClosedKeepsNothingElseOpen() {
        assertThatThrownBy(() -> CommandScope.run(scope -> {
                    scope.keep(() -> closed.add("first"));
                    scope.keep(() -> {
                        throw new IllegalStateException("stuck");
                    });
                    return 0;
                }))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("stuck");

        assertThat(closed).containsExactly("first");
    }

    /** A command of its own, because a signal ends the JVM. */
    public static final class Waiting {
        public static void main(String[] arguments) throws Exception {
            System.exit(CommandScope.run(scope -> {
                Path folder = scope.keep(TemporaryFolder.create()).path();
                Files.writeString(folder.resolve("secret"), "x");
                System.out.println(folder);
                scope.awaitSignal();
                return 0;
            }));
        }
    }

    @Test
    void aSignalLeavesNoFolderBehind(@TempDir Path temporary) throws Exception {
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(command.getInputStream(), StandardCharsets.UTF_8))) {
            Path folder = Path.of(out.readLine());
            assertThat(folder.resolve("secret")).exists();

            command.destroy();

            assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(folder).doesNotExist();
        } finally {
            command.destroyForcibly();
        }
    }
}
