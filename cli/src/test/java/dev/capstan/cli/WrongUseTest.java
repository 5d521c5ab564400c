package dev.capstan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "biuld .              | capstan: there is no command 'biuld'              | Did you mean 'build'?",
                "kustomize edot       | capstan: there is no command 'edot' of capstan kustomize | Did you mean 'edit'?",
                "demo --kep           | capstan: there is no option --kep of capstan demo | Did you mean '--keep'?",
                "down x               | capstan: Unmatched argument at index 1: 'x'       | See 'capstan down --help'.",
                "get all --wtach      | capstan: there is no option --wtach of capstan get | Did you mean '--watch'?",
                "dwon                 | capstan: there is no command 'dwon'               | Did you mean 'down'?",
                "push artifact oci://r.example/a:1 -f - --source s --revision r --username u --password-stdin"
                        + " | capstan: --path - and --password-stdin both read standard input:"
                        + " name a file, or log in with 'docker login'"
                        + " | See 'capstan push artifact --help'.",
                "sops decypt a.yaml   | capstan: there is no command 'decypt' of capstan sops | Did you mean 'decrypt'?",
                "sops updatekyes -y a | capstan: there is no command 'updatekyes' of capstan sops"
                        + " | Did you mean 'updatekeys'?",
                "sops exec-evn a env  | capstan: there is no command 'exec-evn' of capstan sops | Did you mean 'exec-env'?",
                "sops dcrypt          | capstan: there is no command 'dcrypt' of capstan sops | Did you mean 'decrypt'?",
                "sops Encript         | capstan: there is no command 'Encript' of capstan sops | Did you mean 'encrypt'?",
                "sops publish a.yaml  | capstan: there is no command 'publish' of capstan sops | See 'capstan sops --help'.",
                "sops a.yaml --forc   | capstan: there is no option --forc of capstan sops | See 'capstan sops --help'.",
                "frobnicate           | capstan: there is no command 'frobnicate'         | See 'capstan --help'.",
            })
    void oneLineSaysWhatIsWrongAndOneWhatIsNear(String words, String problem, String hint) {
        assertThat(errorsOf(words.split(" "))).containsExactly(problem, hint);
    }

    @Test
    void aMissingOptionIsNamed() {
        assertThat(errorsOf("up"))
                .containsExactly("capstan: Missing required option: '--repo=URL|FOLDER'", "See 'capstan up --help'.");
    }

    @Test
    void aKindThatIsNotListedIsAnsweredWithThoseThatAre() {
        assertThat(errorsOf("get", "pods"))
                .singleElement()
                .asString()
                .startsWith("capstan: 'pods' is not a kind; there are: all, sources, images, buckets, gitrepositories");
        assertThat(errorsOf("suspend", "kustomisation", "x"))
                .hasSize(2)
                .last()
                .isEqualTo("Did you mean 'kustomization'?");
    }

    private static List<String> errorsOf(String... words) {
        StringWriter errors = new StringWriter();
        var command = Capstan.commandLine().setErr(new PrintWriter(errors, true));
        assertThat(command.execute(words)).isEqualTo(2);
        return errors.toString().lines().toList();
    }
}
