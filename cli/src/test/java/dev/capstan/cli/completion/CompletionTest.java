package dev.capstan.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.CapstanProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void script() throws Exception {
        CapstanProcess.Result bash = new CapstanProcess(folder, Map.of()).run("completion", "bash");
        assertThat(bash.exit()).as(bash.toString()).isZero();
        Files.write(folder.resolve("completion.bash"), bash.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recon           | reconcile",
                "reconcile kustomiza | kustomizations",
                "reconcile --with | --with-source",
                "get all -o wi   | wide",
                "get --no        | ''",
                "sops upd        | updatekeys",
                "completion fi   | fish",
                "build ku        | kustomization ks",
                "events --types w | warning"
            })
    void bashOffersWhatMayFollow(String typed, String offered) throws Exception {
        List<String> words = List.of(("capstan " + typed).split(" "));
        String script = "source completion.bash; COMP_WORDS=(%s); COMP_CWORD=%d; _capstan; echo \"${COMPREPLY[@]}\""
                .formatted(String.join(" ", words), words.size() - 1);
        var process = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());

        CapstanProcess.Result result = CapstanProcess.run(process, new byte[0]);

        assertThat(result.err()).isEmpty();
        assertThat(new String(result.out(), StandardCharsets.UTF_8).strip().split(" "))
                .startsWith(offered.split(" ")[0]);
    }

    @Test
    void fishGetsALineForEachWord() {
        var tree = new CommandTree(
                List.of("capstan"),
                "",
                List.of(),
                List.of(),
                List.of(new CommandTree(
                        List.of("capstan", "get"),
                        "Prints what's there",
                        List.of(new CommandTree.OptionWord(List.of("-o", "--output"), "format", true, List.of("wide"))),
                        List.of("all"),
                        List.of())));

        assertThat(FishCompletion.of(tree).lines())
                .contains(
                        "complete -c capstan -f -n 'not __fish_seen_subcommand_from get' -a 'get' -d 'Prints what\\'s there'",
                        "complete -c capstan -f -n '__fish_seen_subcommand_from get' -a 'all'",
                        "complete -c capstan -n '__fish_seen_subcommand_from get' -s o -l output -x -a 'wide' -d 'format'");
    }
}
