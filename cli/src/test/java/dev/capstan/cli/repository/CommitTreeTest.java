package dev.capstan.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.source.IgnoredFiles;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.Sync;
import dev.capstan.http.AddressRule;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.tree.EntryKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up} builds from a commit is what the artifact of it will hold. */
class CommitTreeTest {
    @TempDir
    Path served;

    @TempDir
    Path folder;

    @Test
    void leavesOutWhatArtifactsLeaveOutAtAnyDepth() throws Exception {
        ScratchRepository.create(served, "fleet")
                .commit(
                        "One",
                        Map.of(
                                "app/cm.yaml", "a",
                                "app/logo.png", "a",
                                "app/data.tar.gz", "a",
                                "app/cloudbuild.yaml", "a",
                                "app/.github/w.yaml", "a",
                                "app/.sops.yaml", "a",
                                ".gitignore", "a",
                                ".travis.yml", "a"));
        try (var server = GitBackendServer.serve(served);
                var mirrors = GitMirrors.open(
                        folder, new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC())) {
            var sync = mirrors.sync(
                            Remote.of(RemoteUrl.parse(server.url("fleet")).orElseThrow(), new Credentials.Anonymous()),
                            new ReferenceSelector.Branch("main"),
                            Optional.empty(),
                            Duration.ofSeconds(20))
                    .orElseThrow();
            try (var snapshot = ((Sync.Ready) sync).snapshot()) {
                var tree = new CommitTree(snapshot.files());

                assertThat(tree.list("")).extracting(entry -> entry.name()).containsExactly("app");
                assertThat(tree.list("app")).extracting(entry -> entry.name()).containsExactly("cm.yaml");
                assertThat(tree.kind("app/logo.png")).isEqualTo(EntryKind.ABSENT);
            }
        }
    }

    @Test
    void everyPatternIsOfAFormThatItReads() {
        assertThat(IgnoredFiles.DEFAULT).allMatch(pattern -> pattern.matches("(\\*\\.|\\*\\*/)?[a-zA-Z0-9._-]+/?"));
    }
}
