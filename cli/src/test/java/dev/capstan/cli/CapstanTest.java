package dev.capstan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CapstanTest {

    @Test
    void everyCommandExplainsItself() {
        List<CommandLine> commands = new ArrayList<>();
        collect(Capstan.commandLine(), commands);

        assertThat(commands).hasSizeGreaterThan(4).allSatisfy(command -> {
            assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
            assertThat(command.execute("--help"))
                    .as(command.getCommandSpec().qualifiedName())
                    .isZero();
        });
    }

    private static void collect(CommandLine command, List<CommandLine> into) {
        into.add(command);
        command.getSubcommands().values().forEach(child -> collect(child, into));
    }

    @Test
    void wrongUseHasItsOwnExitCode() {
        assertThat(Capstan.run()).isEqualTo(2);
        assertThat(Capstan.run("get", "nonsense", "--kubeconfig", "/nowhere")).isEqualTo(2);
        assertThat(Capstan.run("up")).isEqualTo(2);
        assertThat(Capstan.run("down", "--all", "--cluster", "x")).isEqualTo(2);
        assertThat(Capstan.run("get", "all", "--kubeconfig", "x", "--cluster", "x"))
                .isEqualTo(2);
        assertThat(Capstan.run("get", "all", "-o", "xml", "--kubeconfig", "/nowhere"))
                .isEqualTo(2);
        assertThat(Capstan.run("up", "--repo", "x", "--branch", "a", "--tag", "b"))
                .isEqualTo(2);
    }

    @Test
    void failuresAreSaidInWords() {
        assertThat(Capstan.run("down", "--kubeconfig", "/nowhere")).isEqualTo(1);
        assertThat(Capstan.run("down", "--cluster", "no-such-cluster")).isEqualTo(1);
        assertThat(Capstan.run("get", "all", "--kubeconfig", "/nowhere")).isEqualTo(1);
        assertThat(Capstan.run("up", "--repo", "/no/such/folder")).isEqualTo(1);
    }
}
