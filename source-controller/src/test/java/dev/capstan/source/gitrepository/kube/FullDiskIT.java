package dev.capstan.source.gitrepository.kube;

import static dev.capstan.source.gitrepository.kube.GitRepositories.artifact;
import static dev.capstan.source.gitrepository.kube.GitRepositories.digestOf;
import static dev.capstan.source.gitrepository.kube.GitRepositories.download;
import static dev.capstan.source.gitrepository.kube.GitRepositories.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: small file systems in memory, where the machine lets us mount them (root on Linux). */
@WithCluster
class FullDiskIT {
    private static @Nullable PackagedController controller;
    private static Path artifacts;
    private static Path mirrors;

    @TempDir
    Path root;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) throws Exception {
        artifacts = Files.createDirectories(folder.resolve("storage/artifacts"));
        mirrors = Files.createDirectories(folder.resolve("storage/git"));
        assumeTrue(mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", artifacts.toString()), "cannot mount here");
        assumeTrue(mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", mirrors.toString()), "cannot mount here");
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (controller != null) {
            controller.close();
        }
        for (var folder : new Path[] {artifacts, mirrors}) {
            var unmounted =
                    new ProcessBuilder("umount", folder.toString()).start().waitFor();
            assertThat(unmounted == 0 || controller == null).isTrue();
        }
    }

    private static boolean mount(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Sets the size of the disk so that about as many bytes are free. */
    private static void leave(Path disk, long bytes) throws Exception {
        var store = Files.getFileStore(disk);
        var used = store.getTotalSpace() - store.getUnallocatedSpace();
        assertThat(mount("-o", "remount,size=" + (used + bytes), disk.toString()))
                .isTrue();
    }

    /** Text that does not become smaller, of about twice as many characters. */
    private static String noise(int bytes) {
        var noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        return HexFormat.of().formatHex(noise);
    }

    @Test
    void f124_aFullArtifactStorageIsToldAndTheOldArtifactStays(TestNamespace namespace) throws Exception {
        leave(mirrors, 64 << 20);
        leave(artifacts, 128 << 10);
        failsWhileFullAndRecovers(new GitRepositories(namespace), artifacts, 600_000, "ArchiveOperationFailed");
    }

    @Test
    void f124_aFullMirrorIsToldAndTheOldArtifactStays(TestNamespace namespace) throws Exception {
        leave(artifacts, 64 << 20);
        leave(mirrors, 1 << 20);
        failsWhileFullAndRecovers(new GitRepositories(namespace), mirrors, 2_000_000, "GitOperationFailed");
    }

    private void failsWhileFullAndRecovers(GitRepositories sources, Path disk, int bytes, String reason)
            throws Exception {
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), "");
            GitRepositoryStatus before = sources.await("config", GitRepositories::isReady);

            var head = repository.commit("Too large", Map.of("noise.txt", noise(bytes)));
            sources.request("config", "token-1");

            var failed = sources.awaitFailure("config");
            assertThat(ready(failed).reason()).isEqualTo(reason);
            assertThat(ready(failed).message()).contains("no space left");
            assertThat(failed.artifact()).isEqualTo(before.artifact());
            assertThat(digestOf(download(failed))).isEqualTo(artifact(before).digest());
            assertThat(sources.event("config", reason).getMessage()).contains("no space left");

            leave(disk, 64 << 20);

            var recovered = sources.await("config", GitRepositories::isReady);
            assertThat(artifact(recovered).revision().text()).isEqualTo("main@sha1:" + head);
            assertThat(digestOf(download(recovered)))
                    .isEqualTo(artifact(recovered).digest());
        }
    }
}
