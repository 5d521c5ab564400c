package dev.capstan.applicationmanifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.applicationmanifests.RememberedSource.Inputs;
import dev.capstan.applicationmanifests.build.BuildInput;
import dev.capstan.applicationmanifests.build.Built;
import dev.capstan.applicationmanifests.build.Elsewhere;
import dev.capstan.applicationmanifests.build.SourceBuild;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.BuildEnvironment;
import dev.capstan.argo.source.SourceFolder;
import dev.capstan.argo.source.SourceKind;
import dev.capstan.argo.source.SourceOverrides;
import dev.capstan.argo.source.ValueFiles;
import dev.capstan.charts.ChartException;
import dev.capstan.tree.RecordingTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Renders one source, and notes all that decided on its objects. */
final class SourceRendering {
    private final ManifestRequest request;
    private final OpenSource source;
    private final Map<String, OpenSource> referable;
    private final SourceFacts facts;
    private final Elsewhere elsewhere;
    private final AskedCapabilities capabilities;
    private final Map<String, RecordingTree> references = new LinkedHashMap<>();
    private boolean namesRevision;

    SourceRendering(
            ManifestRequest request,
            OpenSource source,
            Map<String, OpenSource> referable,
            SourceFacts facts,
            Elsewhere elsewhere) {
        this.request = request;
        this.source = source;
        this.referable = referable;
        this.facts = facts;
        this.elsewhere = elsewhere;
        this.capabilities = new AskedCapabilities(request.target().capabilities());
    }

    /** What came of it: for a source out of which nothing can be read, without anything to compare it by. */
    record Outcome(Built built, Optional<RememberedSource> remembered) {}

    /** Runs in a slot. */
    Outcome render(Map<SourceKind, SourceBuild> builds) {
        try {
            var own = new RecordingTree(source.tree());
            for (var reference : referable.entrySet()) {
                references.put(
                        reference.getKey(),
                        new RecordingTree(reference.getValue().tree()));
            }
            Built built = built(own, builds);
            return new Outcome(built, Optional.of(remembered(own, built)).filter(this::isWorthKeeping));
        } catch (ChartException unusable) {
            return failed(String.valueOf(unusable.getMessage()));
        } catch (IOException unreadable) {
            return failed("its files cannot be read: " + unreadable.getMessage());
        } catch (StackOverflowError tooDeep) {
            return failed("it is nested deeper than can be followed");
        } catch (OutOfMemoryError full) {
            return failed("it needs more memory than the process has (%d MiB); give it more, or split the source"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20));
        }
    }

    private static Outcome failed(String why) {
        return new Outcome(new Built.Failed(why), Optional.empty());
    }

    /** What fails because of others may succeed at once; what was there once stays for its revision. */
    private boolean isWorthKeeping(RememberedSource remembered) {
        return !elsewhere.wasAsked() || remembered.built() instanceof Built.Objects;
    }

    private RememberedSource remembered(RecordingTree own, Built built) {
        Map<String, Inputs> read = new LinkedHashMap<>();
        references.forEach((name, recording) -> {
            OpenSource other = referable.get(name);
            if (other != null) {
                read.put(name, Inputs.of(other, recording));
            }
        });
        return new RememberedSource(
                facts,
                Inputs.of(source, own),
                read,
                namesRevision || elsewhere.wasAsked() ? Optional.of(source.revision()) : Optional.empty(),
                capabilities.answer(),
                built);
    }

    private Built built(RecordingTree own, Map<SourceKind, SourceBuild> builds) throws IOException {
        String path = source.archive().isPresent() ? "" : source.source().path();
        return switch (SourceFolder.find(own, path)) {
            case SourceFolder.Found.Missing(String why) -> new Built.Failed(why);
            case SourceFolder.Found.Folder(SourceFolder folder) ->
                switch (SourceOverrides.merge(source.written(), folder, request.application())) {
                    case SourceOverrides.Merged.Failed(String why) -> new Built.Failed(why);
                    case SourceOverrides.Merged.Source(JsonNode merged) -> built(folder, merged, builds);
                };
        };
    }

    private Built built(SourceFolder folder, JsonNode merged, Map<SourceKind, SourceBuild> builds) throws IOException {
        namesRevision = facts.mayNameRevision(merged);
        ApplicationSource wanted = ApplicationSource.of(merged);
        return switch (folder.kind(wanted)) {
            case SourceFolder.Kind.Refused(String why) -> new Built.Failed(why);
            case SourceFolder.Kind.Known(SourceKind kind) -> {
                SourceBuild build = builds.get(kind);
                yield build == null
                        ? new Built.Failed("sources of the type " + kind.text() + " are not built")
                        : build.build(input(folder, wanted));
            }
        };
    }

    private BuildInput input(SourceFolder folder, ApplicationSource wanted) {
        Map<String, ValueFiles.Reference> trees = new LinkedHashMap<>();
        referable.forEach((name, other) -> {
            RecordingTree tree = references.get(name);
            if (tree != null) {
                trees.put(name, new ValueFiles.Reference(other.source().repoUrl(), tree));
            }
        });
        return new BuildInput(
                wanted,
                folder,
                source.archive(),
                request.application(),
                request.namespace(),
                trees,
                request.permits(),
                BuildEnvironment.of(
                        request.application(),
                        request.namespace(),
                        request.project(),
                        source.revision(),
                        source.source()),
                request.settings().kustomize(),
                capabilities.capabilities(),
                elsewhere);
    }
}
