package dev.capstan.cli.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TemplateCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeChart() throws IOException {
        write("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
        write("chart/values.yaml", "image: nginx\nreplicas: 1\ntoken: t0psecret\n");
        write(
                "chart/templates/deployment.yaml",
                "kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  replicas: {{ .Values.replicas }}\n"
                        + "  image: {{ .Values.image }}\n");
        write(
                "chart/templates/secret.yaml",
                "kind: Secret\nmetadata:\n  name: s\nstringData:\n  token: {{ .Values.token }}\n");
        write("mine.yaml", "# mine\nreplicas: 3\n");
    }

    @Test
    void explainsWhichLineAndWhichValueMadeAField() {
        int code = run(
                "rel",
                folder.resolve("chart").toString(),
                "-f",
                folder.resolve("mine.yaml").toString(),
                "--set",
                "image=httpd",
                "--explain",
                "deployment/rel");

        assertThat(code).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .contains(
                        "spec.replicas | 3 | web/templates/deployment.yaml:5 | .Values.replicas | " + folder
                                + "/mine.yaml:2",
                        "spec.image | httpd | web/templates/deployment.yaml:6 | .Values.image | --set image=httpd");
    }

    @Test
    void showsNoSecretsInATable() {
        int code = run(folder.resolve("chart").toString(), "--explain", "Secret/s");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("(secret)").doesNotContain("t0psecret");
    }

    @Test
    void saysWhichObjectsThereAre() {
        assertThat(run(folder.resolve("chart").toString(), "--explain", "Secret/other"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the chart renders no Secret/other; of this kind there are Secret/s");
    }

    @Test
    void saysWhatHelmSaysOfTemplatesThatFail() throws IOException {
        write("chart/templates/bad.yaml", "{{ required \"image is needed\" .Values.none }}\n");

        assertThat(run(folder.resolve("chart").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("execution error at (web/templates/bad.yaml:1:3): image is needed");
    }

    private int run(String... arguments) {
        return new CommandLine(new TemplateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
