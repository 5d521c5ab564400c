package dev.capstan.application.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.Revisions.Resolved;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceFiles.Fetch;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.ApplicationSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"repoURL": "https://git.test/a.git", "path": "x"}           | git
            {"repoURL": "https://git.test/a.git", "ref": "values"}       | git
            {"repoURL": "https://charts.test", "chart": "web"}           | charts
            {"repoURL": "registry.test/charts", "chart": "web"}          | charts
            {"repoURL": "oci://registry.test/charts", "chart": "web"}    | charts
            {"repoURL": "oci://registry.test/manifests", "path": "."}    | oci
            """)
    void aSourceIsFetchedFromWhereItLies(String source, String type) {
        var files = new SourceFilesByType(files("git"), files("charts"), files("oci"));

        var fetch = files.fetch(new SourceRequest(source(source), "p", Optional.empty()));

        assertThat(fetch).isEqualTo(new Fetch.Failed(type));
        assertThat(revisions().resolve(sources("{\"source\": " + source + "}"), "p", Freshness.NOW))
                .isEqualTo(new Resolved.Known(List.of(type + " of p")));
    }

    @Test
    void revisionsOfSeveralComeInTheirOrder() {
        var spec = """
                {"sources": [{"repoURL": "oci://r.test/m"}, {"repoURL": "https://c.test", "chart": "web"}]}""";

        assertThat(revisions().resolve(sources(spec), "p", Freshness.KNOWN))
                .isEqualTo(new Resolved.Known(List.of("oci of p", "charts of p")));
    }

    @Test
    void sourcesOfOneRepositoryShareOneLookAtItsBranches() {
        var spec = """
                {"sources": [
                  {"repoURL": "https://git.test/a", "targetRevision": "%1$s"},
                  {"repoURL": "https://git.test/a", "targetRevision": "refs/pull/1/head"},
                  {"repoURL": "https://git.test/a", "targetRevision": "main"},
                  {"repoURL": "https://git.test/a", "targetRevision": "1.x"},
                  {"repoURL": "https://git.test/b"}]}""".formatted("0".repeat(40));
        SourceRevisions git = (_, _, freshness) -> new Answer.Known<>(freshness.name());
        var revisions = new RevisionsByType(git, revision("charts"), revision("oci"));

        assertThat(revisions.resolve(sources(spec), "p", Freshness.NOW))
                .isEqualTo(new Resolved.Known(List.of("NOW", "NOW", "NOW", "KNOWN", "NOW")));
    }

    @Test
    void theSourceThatHasNoneIsNamed() {
        var spec = """
                {"sources": [{"repoURL": "https://git.test/a"}, {"repoURL": "https://c.test", "chart": "web"}]}""";
        var revisions =
                new RevisionsByType(revision("git"), (_, _, _) -> new Answer.Failed<>("it is away"), revision("oci"));

        assertThat(revisions.resolve(sources(spec), "p", Freshness.NOW))
                .isEqualTo(new Resolved.Failed("source 2 of 2: it is away"));
    }

    private static RevisionsByType revisions() {
        return new RevisionsByType(revision("git"), revision("charts"), revision("oci"));
    }

    private static SourceRevisions revision(String type) {
        return (_, project, _) -> new Answer.Known<>(type + " of " + project);
    }

    private static SourceFiles files(String type) {
        return _ -> new Fetch.Failed(type);
    }

    private static ApplicationSource source(String json) {
        return sources("{\"source\": " + json + "}").all().getFirst();
    }

    private static ApplicationSources sources(String spec) {
        try {
            return ApplicationSources.of(new ObjectMapper().readTree(spec));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
