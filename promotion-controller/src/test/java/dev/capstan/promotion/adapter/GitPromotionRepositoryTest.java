package dev.capstan.promotion.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.write.Person;
import dev.capstan.git.write.RemoteReferences;
import dev.capstan.http.AddressRule;
import dev.capstan.promotion.place.Brought;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Delivery;
import dev.capstan.promotion.place.FilePatterns;
import dev.capstan.promotion.place.Layout;
import dev.capstan.promotion.place.Looked;
import dev.capstan.promotion.place.Place;
import dev.capstan.promotion.place.PlaceLook;
import dev.capstan.promotion.place.StepLook;
import dev.capstan.promotion.place.TagPattern;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments of a repository that the real git serves over HTTP. */
class GitPromotionRepositoryTest {
    private static final Delivery DIRECT = new Delivery("Promote", Optional.empty());

    @TempDir
    Path served;

    @TempDir
    Path folder;

    private ScratchRepository repository;
    private GitBackendServer server;
    private RemoteReferences references;

    @BeforeEach
    void serve() throws IOException {
        repository = ScratchRepository.create(served, "apps");
        bare("config", "http.receivepack", "true");
        server = GitBackendServer.serve(served);
        references =
                RemoteReferences.open(folder, new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        references.close();
        server.close();
    }

    @Test
    void bringsTheFilesThatMoveToTheNextFolderAndLeavesTheRest() {
        repository.commit(
                "First",
                Map.of(
                        "envs/dev/version.yaml", "v: 2\n",
                        "envs/dev/images/web.yaml", "tag: 2\n",
                        "envs/dev/patch.yaml", "dev\n",
                        "envs/staging/version.yaml", "v: 1\n",
                        "envs/staging/images/old.yaml", "tag: 1\n",
                        "envs/staging/patch.yaml", "staging\n",
                        "README", "hello\n"));
        var chain = folders("version.yaml", "images/**");
        Looked.Seen seen = look(chain);

        Brought brought = chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT);

        assertThat(seen.steps()).containsExactly(new StepLook.Lacks(), new StepLook.Lacks());
        assertThat(brought)
                .isInstanceOfSatisfying(
                        Brought.Done.class,
                        done -> assertThat(done.files())
                                .containsExactly(
                                        "envs/staging/images/old.yaml",
                                        "envs/staging/images/web.yaml",
                                        "envs/staging/version.yaml"));
        assertThat(atRemote("main:envs/staging/version.yaml")).isEqualTo("v: 2\n");
        assertThat(atRemote("main:envs/staging/images/web.yaml")).isEqualTo("tag: 2\n");
        assertThat(atRemote("main:envs/staging/patch.yaml")).isEqualTo("staging\n");
        assertThat(bare("ls-tree", "-r", "--name-only", "main"))
                .doesNotContain("old.yaml")
                .contains("README");
        assertThat(look(chain).steps().getFirst()).isEqualTo(new StepLook.Has());
        assertThat(chain.bring(1, at(look(chain), 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT))
                .isEqualTo(new Brought.WasThere());
    }

    @Test
    void bringsWhatWasProvenAndNotWhatCameSince() {
        repository.commit("First", Map.of("envs/dev/version.yaml", "v: 2\n", "envs/staging/version.yaml", "v: 1\n"));
        var chain = folders("version.yaml");
        Looked.Seen seen = look(chain);
        repository.commit("Newer", Map.of("envs/dev/version.yaml", "v: 3\n", "README", "somebody's\n"));

        chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT);

        assertThat(atRemote("main:envs/staging/version.yaml")).isEqualTo("v: 2\n");
        assertThat(atRemote("main:envs/dev/version.yaml")).isEqualTo("v: 3\n");
        assertThat(atRemote("main:README")).isEqualTo("somebody's\n");
    }

    @Test
    void doesNotTakeAFolderBackToWhatItHadWhenOtherFilesMoved() {
        repository.commit(
                "First", Map.of("envs/staging/version.yaml", "v: 1\n", "envs/staging/image.yaml", "tag: 1\n"));
        Content before = at(look(folders("version.yaml")), 1).orElseThrow();
        repository.commit("Second", Map.of("envs/staging/version.yaml", "v: 2\n"));
        var chain = folders("version.yaml", "image.yaml");

        assertThat(chain.restore(1, at(look(chain), 1).orElseThrow(), before, DIRECT))
                .isInstanceOfSatisfying(
                        Brought.Refused.class, it -> assertThat(it.why()).contains("other files move since"));
    }

    @Test
    void leavesAFolderAloneThatSomebodyChangedMeanwhile() {
        repository.commit("First", Map.of("envs/dev/version.yaml", "v: 2\n", "envs/staging/version.yaml", "v: 1\n"));
        var chain = folders("version.yaml");
        Looked.Seen seen = look(chain);
        repository.commit("Hot fix", Map.of("envs/staging/version.yaml", "v: 1.1\n"));

        assertThat(chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT))
                .isInstanceOf(Brought.Outdated.class);
        assertThat(atRemote("main:envs/staging/version.yaml")).isEqualTo("v: 1.1\n");
    }

    @Test
    void tellsWhatAnEnvironmentHadAtACommit() {
        String first = repository.commit("First", Map.of("envs/dev/version.yaml", "v: 1\n"));
        String other = repository.commit("Unrelated", Map.of("README", "x\n"));
        String second = repository.commit("Second", Map.of("envs/dev/version.yaml", "v: 2\n"));
        var chain = folders("version.yaml");

        Map<String, String> digests = ((Looked.Seen)
                        chain.look(List.of(Set.of(first, other, second, "0".repeat(40)), Set.of(), Set.of())))
                .digests()
                .getFirst();

        assertThat(digests).containsOnlyKeys(first, other, second);
        assertThat(digests.get(other)).isEqualTo(digests.get(first)).isNotEqualTo(digests.get(second));
    }

    @Test
    void goesBackToTheFilesOfAnEarlierCommit() {
        repository.commit("First", Map.of("envs/dev/version.yaml", "v: 2\n", "envs/staging/version.yaml", "v: 1\n"));
        var chain = folders("version.yaml");
        Looked.Seen seen = look(chain);
        chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT);
        Content bad = at(look(chain), 1).orElseThrow();

        Brought back = chain.restore(1, bad, at(seen, 1).orElseThrow(), new Delivery("Roll back", Optional.empty()));

        assertThat(back).isInstanceOf(Brought.Done.class);
        assertThat(atRemote("main:envs/staging/version.yaml")).isEqualTo("v: 1\n");
        assertThat(bare("log", "--format=%s", "main")).isEqualTo("Roll back\nPromote\nFirst\n");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        repository.write("envs/dev/version.yaml", "v: 2\n").write("secret", "s\n");
        Files.createSymbolicLink(repository.workTree().resolve("envs/staging"), Path.of("../../elsewhere"));
        Files.createDirectories(repository.workTree().resolve("envs/prod"));
        Files.createSymbolicLink(repository.workTree().resolve("envs/prod/version.yaml"), Path.of("../../secret"));
        repository.commit("Links");
        Looked.Seen seen = look(folders("version.yaml"));

        assertThat(seen.places().get(1))
                .isEqualTo(
                        new PlaceLook.Unusable("the symbolic link envs/staging on the way to the folder envs/staging"));
        assertThat(seen.places().get(2))
                .isEqualTo(new PlaceLook.Unusable(
                        "the symbolic link envs/prod/version.yaml is among the files that move"));
        assertThat(seen.steps().getFirst()).isInstanceOf(StepLook.Blocked.class);
    }

    @Test
    void aBranchIsForwardedWhereThatIsPossible() {
        repository.commit("First", Map.of("a", "1\n"));
        repository.branch("staging").commit("Same");
        repository.git("checkout", "-q", "-B", "dev", "staging");
        String proven = repository.commit("Second", Map.of("a", "2\n"));
        var chain = branches("dev", "staging");
        Looked.Seen seen = look(chain);

        Brought brought = chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT);

        assertThat(brought).isEqualTo(new Brought.Done("staging@sha1:" + proven, List.of()));
        assertThat(bare("rev-parse", "staging")).isEqualTo(proven + "\n");
        assertThat(look(chain).steps()).containsExactly(new StepLook.Has());
    }

    @Test
    void aBranchWithCommitsOfItsOwnGetsAMerge() {
        String own = diverged(Map.of("b", "own\n"));
        var chain = branches("dev", "staging");
        Looked.Seen seen = look(chain);

        chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT);

        assertThat(bare("show", "staging:a")).isEqualTo("2\n");
        assertThat(bare("show", "staging:b")).isEqualTo("own\n");
        assertThat(bare("rev-list", "--parents", "-1", "staging").split(" ", -1))
                .hasSize(3)
                .contains(own);
        assertThat(look(chain).steps()).containsExactly(new StepLook.Has());
    }

    @Test
    void aConflictIsLeftToAPerson() {
        String own = diverged(Map.of("a", "own\n"));
        var chain = branches("dev", "staging");
        Looked.Seen seen = look(chain);

        assertThat(chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT))
                .isInstanceOfSatisfying(
                        Brought.Refused.class,
                        refused -> assertThat(refused.why()).contains("both branches changed a", "by hand"));
        assertThat(bare("rev-parse", "staging")).isEqualTo(own + "\n");
    }

    @Test
    void afterARollbackTheNextCandidateBringsEverything() {
        repository.commit("First", Map.of("a", "1\n", "b", "1\n"));
        repository.branch("staging").commit("Same");
        repository.git("checkout", "-q", "-B", "dev", "staging");
        repository.commit("Second", Map.of("a", "2\n"));
        var chain = branches("dev", "staging");
        Looked.Seen first = look(chain);
        chain.bring(1, at(first, 1), at(first, 0).orElseThrow(), Optional.empty(), DIRECT);
        Content bad = at(look(chain), 1).orElseThrow();
        chain.restore(1, bad, at(first, 1).orElseThrow(), DIRECT);
        Content restored = at(look(chain), 1).orElseThrow();
        repository.commit("Third", Map.of("b", "3\n"));
        Looked.Seen third = look(chain);

        chain.bring(1, at(third, 1), at(third, 0).orElseThrow(), Optional.of(restored.commit()), DIRECT);

        assertThat(bare("show", restored.commit() + ":a")).isEqualTo("1\n");
        assertThat(bare("show", "staging:a")).isEqualTo("2\n");
        assertThat(bare("show", "staging:b")).isEqualTo("3\n");
    }

    @Test
    void aPreReleaseBecomesARelease() {
        String commit = repository.commit("First", Map.of("a", "1\n"));
        repository.tag("v1.0.0-rc.1");
        var chain = tags("v*-rc.*", "v*");
        Looked.Seen seen = look(chain);

        Brought brought = chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT);

        assertThat(seen.steps().getFirst()).isInstanceOf(StepLook.Lacks.class);
        assertThat(brought).isEqualTo(new Brought.Done("v1.0.0@sha1:" + commit, List.of()));
        assertThat(bare("cat-file", "-t", "v1.0.0")).isEqualTo("tag\n");
        assertThat(bare("rev-parse", "v1.0.0^{commit}")).isEqualTo(commit + "\n");
        assertThat(look(chain).steps()).containsExactly(new StepLook.Has());
        assertThat(bare("fsck", "--strict")).isEmpty();
    }

    @Test
    void aTagIsNeverMoved() {
        String old = repository.commit("First", Map.of("a", "1\n"));
        repository.tag("v1.0.0");
        repository.commit("Second", Map.of("a", "2\n"));
        repository.tag("v1.0.0-rc.2");
        var chain = tags("v*-rc.*", "v*");
        Looked.Seen seen = look(chain);

        assertThat(seen.steps().getFirst()).asString().contains("tags are never moved");
        assertThat(chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT))
                .isInstanceOf(Brought.Refused.class);
        assertThat(bare("rev-parse", "v1.0.0^{commit}")).isEqualTo(old + "\n");
    }

    @Test
    void aProposalGoesToABranchOfItsOwnAndIsOnlyMovedForward() {
        repository.commit("First", Map.of("envs/dev/version.yaml", "v: 2\n", "envs/staging/version.yaml", "v: 1\n"));
        var chain = folders("version.yaml");
        Looked.Seen seen = look(chain);
        var first = (Brought.Proposed)
                chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), proposal(Optional.empty()));
        repository.commit("Newer", Map.of("envs/dev/version.yaml", "v: 3\n"));
        Looked.Seen newer = look(chain);

        var second = (Brought.Proposed) chain.bring(
                1, at(newer, 1), at(newer, 0).orElseThrow(), Optional.empty(), proposal(Optional.of(first.head())));

        assertThat(first.base()).isEqualTo("main");
        assertThat(atRemote("main:envs/staging/version.yaml")).isEqualTo("v: 1\n");
        assertThat(atRemote("promotion/ns/app/staging:envs/staging/version.yaml"))
                .isEqualTo("v: 3\n");
        assertThat(bare("merge-base", "--is-ancestor", first.head(), second.head()))
                .isEmpty();
        assertThat(chain.bring(
                        1, at(newer, 1), at(seen, 0).orElseThrow(), Optional.empty(), proposal(Optional.empty())))
                .isInstanceOfSatisfying(
                        Brought.Refused.class,
                        refused -> assertThat(refused.why()).contains("somebody has committed to the branch"));
    }

    @Test
    void saysThatTheServerDoesNotTakePushes() {
        repository.commit("First", Map.of("envs/dev/version.yaml", "v: 2\n", "envs/staging/version.yaml", "v: 1\n"));
        var chain = folders("version.yaml");
        Looked.Seen seen = look(chain);
        bare("config", "http.receivepack", "false");

        assertThat(chain.bring(1, at(seen, 1), at(seen, 0).orElseThrow(), Optional.empty(), DIRECT))
                .isInstanceOf(Brought.Refused.class)
                .asString()
                .contains("no permission to push");
    }

    /** @return the head of staging, which does not have that of dev, nor the other way round */
    private String diverged(Map<String, String> own) {
        repository.commit("First", Map.of("a", "1\n"));
        repository.branch("dev");
        repository.commit("Second", Map.of("a", "2\n"));
        repository.git("checkout", "-q", "main");
        repository.branch("staging");
        return repository.commit("Own", own);
    }

    private static Delivery proposal(Optional<String> head) {
        return new Delivery("Propose", Optional.of(new Delivery.Proposal("promotion/ns/app/staging", head)));
    }

    private GitPromotionRepository folders(String... patterns) {
        return chain(
                patterns,
                new Place.Folder("envs/dev"),
                new Place.Folder("envs/staging"),
                new Place.Folder("envs/prod"));
    }

    private GitPromotionRepository branches(String... names) {
        return chain(new String[0], Stream.of(names).map(Place.Branch::new).toArray(Place[]::new));
    }

    private GitPromotionRepository tags(String... patterns) {
        return chain(
                new String[0],
                Stream.of(patterns)
                        .map(it -> new Place.Tags(((TagPattern.Parsed.Usable) TagPattern.parse(it)).pattern()))
                        .toArray(Place[]::new));
    }

    private int places;

    private GitPromotionRepository chain(String[] patterns, Place... all) {
        places = all.length;
        var remote = Remote.of(RemoteUrl.parse(server.url("apps")).orElseThrow(), new Credentials.Anonymous());
        return new GitPromotionRepository(
                references,
                remote,
                new Layout("main", new FilePatterns(List.of(patterns)), List.of(all)),
                new CommitStyle(new Person("Robot", "robot@example.org"), Optional.empty()),
                Duration.ofSeconds(60));
    }

    private Looked.Seen look(GitPromotionRepository chain) {
        return (Looked.Seen) chain.look(Collections.nCopies(places, Set.of()));
    }

    private static Optional<Content> at(Looked.Seen seen, int index) {
        return seen.places().get(index) instanceof PlaceLook.Present(var content)
                ? Optional.of(content)
                : Optional.empty();
    }

    private String atRemote(String revisionAndPath) {
        return bare("show", revisionAndPath);
    }

    private String bare(String... arguments) {
        String[] all = Stream.concat(Stream.of("-C", repository.bare().toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return repository.git(all);
    }
}
