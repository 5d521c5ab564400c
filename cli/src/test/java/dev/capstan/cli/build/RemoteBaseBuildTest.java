package dev.capstan.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Bases from a real Git server over smart HTTP. */
class RemoteBaseBuildTest {
    @TempDir
    private Path folder;

    @Test
    void buildsBasesOfABranchATagAndACommit() throws IOException {
        try (GitHttpServer server = GitHttpServer.start();
                BareRepository repository = BareRepository.openOrCreate(folder.resolve("r.git"), "main")) {
            String first = repository.write("main", "First", files("one"));
            repository.tag("v1", first, "Release");
            repository.write("main", "Second", files("two"));
            URI url = server.serveRepository("r", repository.path(), Access.READ_ONLY);

            assertThat(built(url + "//base?ref=v1")).contains("value: one");
            assertThat(built(url + "//base?ref=main")).contains("value: two");
            assertThat(built(url + "//base?ref=" + first)).contains("value: one");
            assertThat(built(url + "//base")).contains("value: two");
        }
    }

    private static Map<String, String> files(String value) {
        return Map.of(
                "base/kustomization.yaml",
                "resources: [cm.yaml]\n",
                "base/cm.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  value: " + value + "\n");
    }

    private String built(String address) throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Files.writeString(app.resolve("kustomization.yaml"), "namePrefix: a-\nresources:\n- " + address + "\n");
        Path output = folder.resolve("out.yaml");
        int exit = new CommandLine(new BuildCommand())
                .execute(
                        app.toString(),
                        "--allow-local-remotes",
                        "--remote-cache=" + folder.resolve("cache"),
                        "-o",
                        output.toString());
        assertThat(exit).isZero();
        return Files.readString(output);
    }
}
