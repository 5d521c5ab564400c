package dev.capstan.cli.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.capstan.cli.CapstanProcess;
import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ImagesUpdateCommandTest {
    private static final String WEB = """
            # odd   spacing stays
            kind:   Deployment
            metadata: {name: web}

            spec:
              image: ghcr.io/org/web:1.0.0   # {"$imagepolicy": "apps:web"}
              tag:  '1.0.0' # {"$imagepolicy": "apps:web:tag"}
              other: x:1 # {"$imagepolicy": "apps:db"}
            """;

    @TempDir
    private Path folder;

    private Path web = Path.of("");

    @BeforeEach
    void write() throws IOException {
        web = folder.resolve("clusters/prod/web.yaml");
        Files.createDirectories(web.getParent());
        Files.writeString(web, WEB);
    }

    private record Result(int exit, String out, String err) {}

    private Result run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of(folder.toString()));
        all.addAll(List.of(words));
        int exit = new CommandLine(new ImagesUpdateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(failure.getMessage());
                    return failure instanceof CommandFailure foreseen ? foreseen.exitCode() : 70;
                })
                .execute(all.toArray(String[]::new));
        return new Result(exit, out.toString(), err.toString());
    }

    @Test
    void setsTheTagAndKeepsTheNameAndEveryOtherByte() throws IOException {
        var result = run("--set", "web=1.1.0");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "clusters/prod/web.yaml:6: ghcr.io/org/web:1.0.0 → ghcr.io/org/web:1.1.0 (apps:web)",
                        "clusters/prod/web.yaml:7: 1.0.0 → 1.1.0 (apps:web:tag)");
        assertThat(web).hasContent(WEB.replace("1.0.0", "1.1.0"));
    }

    @Test
    void setsAWholeImageWithItsDigest() throws IOException {
        String digest = "sha256:" + "a".repeat(64);

        run("--set", "apps/web=other.example:5000/web:2@" + digest);

        assertThat(Files.readString(web))
                .contains("image: other.example:5000/web:2@" + digest + "   #")
                .contains("tag:  '2' #");
    }

    @Test
    void whatIsThereAlreadyIsNothingToDo() {
        var result = run("--set", "web=1.0.0", "--check");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aCheckWritesNothingAndSaysByItsCode() {
        var result = run("--set", "web=1.1.0", "--check");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).contains("web.yaml:6: ");
        assertThat(web).hasContent(WEB);
    }

    @Test
    void aDryRunPrintsWhatGitTakes() throws IOException {
        var result = run("--set", "web=1.1.0", "--dry-run");

        assertThat(result.exit()).isZero();
        assertThat(web).hasContent(WEB);
        assertThat(result.out()).startsWith("""
                --- a/clusters/prod/web.yaml
                +++ b/clusters/prod/web.yaml
                @@ -3,6 +3,6 @@
                """);
        apply(result.out());
        assertThat(web).hasContent(WEB.replace("1.0.0", "1.1.0"));
    }

    @Test
    void aDryRunIsRightForFilesWithoutALineEndAndWithWindowsOnes() throws IOException {
        String odd =
                "a: 1\r\nimage: x/y:1 # {\"$imagepolicy\": \"apps:web\"}\r\nb: 2\r\nc: x:1 # {\"$imagepolicy\": \"apps:web:tag\"}";
        Files.writeString(web, odd);

        apply(run("--set", "web=x/y:2", "--dry-run").out());

        assertThat(Files.readString(web)).isEqualTo(odd.replace("y:1 ", "y:2 ").replace("x:1 ", "\"2\" "));
    }

    private void apply(String patch) {
        var result = CapstanProcess.run(
                new ProcessBuilder("git", "apply", "--whitespace=nowarn", "-").directory(folder.toFile()),
                patch.getBytes(StandardCharsets.UTF_8));
        assertThat(result.exit()).as(result + "\n" + patch).isZero();
    }

    @Test
    void aPolicyThatNoMarkerNamesIsAFailure() {
        var result = run("--set", "wbe=1.1.0");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("names the policy wbe; markers name apps:db, apps:web");
    }

    @Test
    void aPolicyOfAnotherNamespaceIsNotMeant() {
        assertThat(run("--set", "other/web=1.1.0").exit()).isEqualTo(1);
        assertThat(web).hasContent(WEB);
    }

    @Test
    void namesThatDifferAreNotGuessed() throws IOException {
        Files.writeString(folder.resolve("b.yaml"), "image: docker.io/web:1 # {\"$imagepolicy\": \"apps:web\"}\n");

        var result = run("--set", "web=1.1.0");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("different images (docker.io/web, ghcr.io/org/web); give the whole image");
        assertThat(web).hasContent(WEB);
    }

    @Test
    void aDigestIsNotEmptied() throws IOException {
        Files.writeString(folder.resolve("b.yaml"), "digest: abc # {\"$imagepolicy\": \"apps:web:digest\"}\n");

        var result = run("--set", "web=1.1.0");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("is for the digest; give it as web=1.1.0@sha256:…");
    }

    @Test
    void severalPoliciesAtOnce() throws IOException {
        assertThat(run("--set", "web=1.1.0", "--set", "apps/db=y:2").exit()).isZero();

        assertThat(Files.readString(web)).contains("other: y:2 #");
    }

    @Test
    void i090_linksAreNotFollowed() throws IOException {
        Path outside = Files.createTempDirectory(folder.getParent(), "outside");
        Path target = Files.writeString(outside.resolve("a.yaml"), WEB);
        Files.createSymbolicLink(folder.resolve("link.yaml"), target);
        Files.createSymbolicLink(folder.resolve("folder"), outside);

        var result = run("--set", "web=1.1.0");

        assertThat(result.exit()).isZero();
        assertThat(target).hasContent(WEB);
        assertThat(result.err()).contains("warning: link.yaml: links are not followed");
        assertThat(Files.isSymbolicLink(folder.resolve("link.yaml"))).isTrue();
    }

    @Test
    void permissionsStay() throws IOException {
        Files.setPosixFilePermissions(web, PosixFilePermissions.fromString("rwxr-x---"));

        run("--set", "web=1.1.0");

        assertThat(Files.getPosixFilePermissions(web)).isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web",
                "=1",
                "/web=1",
                "a/b/c=1",
                "web=",
                "web=ghcr.io/org/web",
                "web=host:5000/web",
                "web=1 0",
                "web=1\n2",
                "web=-x",
                "web=x: y",
                "web=x:1@md5:1",
                "web=X/../Y:1"
            })
    void i088_whatIsNoImageIsWrongUse(String wish) {
        assertAll(
                () -> assertThat(run("--set", wish).exit()).isEqualTo(2),
                () -> assertThat(web).hasContent(WEB));
    }

    @Test
    void aFolderThatIsNotThereIsWrongUse() {
        var err = new StringWriter();
        int exit = new CommandLine(new ImagesUpdateCommand())
                .setErr(new PrintWriter(err, true))
                .execute(folder.resolve("none").toString(), "--set", "web=1");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("is not a folder");
    }
}
