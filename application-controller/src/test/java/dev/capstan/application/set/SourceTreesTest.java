package dev.capstan.application.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.tree.InMemoryTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceTreesTest {
    private static final String URL = "https://git.example/apps";

    private final List<SourceRequest> requests = new ArrayList<>();
    private int released;

    private SourceFiles files(InMemoryTree tree) {
        return request -> {
            requests.add(request);
            return new SourceFiles.Fetch.Fetched(new FetchedSource.Files("c0ffee", tree, () -> released++));
        };
    }

    private static SourceTrees trusting(SourceFiles files) {
        return new SourceTrees(files, (_, _) -> Optional.empty());
    }

    private static <A> A found(Answer<A> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<A>) answer).value();
    }

    private static String why(Answer<?> answer) {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed<?>) answer).message();
    }

    @Test
    void aTreeIsListedAndReadByItsCommit() {
        InMemoryTree tree = InMemoryTree.builder()
                .file("README.md", "x")
                .file("apps/a/config.yaml", "n: 1")
                .link("apps/b.yaml", "a/config.yaml")
                .build();
        SourceTrees trees = trusting(files(tree));

        GitTree listed = found(trees.tree(new SetRequest.Tree(URL, "main", "shop")));
        Map<String, String> texts = found(trees.contents(
                new SetRequest.Contents(URL, listed.commit(), "shop", List.of("apps/a/config.yaml", "apps/b.yaml"))));

        assertThat(listed.commit()).isEqualTo("c0ffee");
        assertThat(listed.files()).containsExactlyInAnyOrder("README.md", "apps/b.yaml", "apps/a/config.yaml");
        assertThat(texts).containsEntry("apps/a/config.yaml", "n: 1").containsEntry("apps/b.yaml", "n: 1");
        assertThat(requests).extracting(SourceRequest::project).containsExactly("shop", "shop");
        assertThat(requests)
                .extracting(SourceRequest::revision)
                .containsExactly(Optional.empty(), Optional.of("c0ffee"));
        assertThat(released).isEqualTo(2);
    }

    @Test
    void aLinkThatLeadsOutIsNoFile() {
        InMemoryTree tree = InMemoryTree.builder()
                .link("apps/x.yaml", "../../../etc/passwd")
                .link("apps/folder.yaml", ".")
                .build();
        SourceTrees trees = trusting(files(tree));

        for (String path : List.of("apps/x.yaml", "apps/folder.yaml")) {
            assertThat(why(trees.contents(new SetRequest.Contents(URL, "c0ffee", "shop", List.of(path)))))
                    .contains(path, "leads to no file");
        }
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() {
        InMemoryTree tree =
                InMemoryTree.builder().file("big.yaml", "x".repeat(5 << 20)).build();

        assertThat(why(trusting(files(tree))
                        .contents(new SetRequest.Contents(URL, "c0ffee", "shop", List.of("big.yaml")))))
                .contains("big.yaml", "too large");
    }

    @Test
    void aCommitThatIsNotTrustedHasNoTree() {
        SourceTrees trees = new SourceTrees(
                files(InMemoryTree.builder().build()),
                (request, commit) -> Optional.of(request.revision() + " is " + commit + ", which is not signed"));

        assertThat(why(trees.tree(new SetRequest.Tree(URL, "main", "shop"))))
                .isEqualTo("main is c0ffee, which is not signed");
        assertThat(released).isEqualTo(1);
    }

    @Test
    void whatCannotBeFetchedIsTold() {
        SourceTrees trees = trusting(_ -> new SourceFiles.Fetch.Failed("the login is refused"));

        assertThat(why(trees.tree(new SetRequest.Tree(URL, "main", "")))).isEqualTo("the login is refused");
        SourceTrees charts =
                trusting(_ -> new SourceFiles.Fetch.Fetched(new FetchedSource.Chart("1.0.0", new byte[0])));
        assertThat(why(charts.tree(new SetRequest.Tree("https://user:pw@charts.example", "1", ""))))
                .contains("charts.example", "no Git repository")
                .doesNotContain("pw");
    }
}
