package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.proposal.KnownApplication;
import dev.capstan.argo.proposal.KnownSource;
import dev.capstan.argo.proposal.NamespaceUse;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.SourceFolder;
import dev.capstan.argo.source.SourceKind;
import dev.capstan.argo.source.SourceOverrides;
import dev.capstan.tree.DiskTree;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Looks into checkouts for what decides on a proposal: what makes the objects, what overrides say, which namespaces manifests name. */
final class SourceLook {
    private static final int LARGEST_VALUES = 1 << 20;

    private final Checkouts checkouts;
    private final ArgoWay argo;
    private final BiFunction<String, String, Scope> scopes;

    /** @param scopes of the kinds of the cluster */
    SourceLook(Checkouts checkouts, ArgoWay argo, BiFunction<String, String, Scope> scopes) {
        this.checkouts = checkouts;
        this.argo = argo;
        this.scopes = scopes;
    }

    /** An Application with all that the checkouts tell of it. */
    KnownApplication at(JsonNode application) {
        KnownApplication plain = KnownApplication.of(application);
        var sources = new ArrayList<KnownSource>();
        for (KnownSource source : plain.sources()) {
            sources.add(known(application, plain, source));
        }
        return new KnownApplication(application, sources, namespaces(application, sources));
    }

    private KnownSource known(JsonNode application, KnownApplication plain, KnownSource source) {
        ApplicationSource read = ApplicationSource.of(source.source());
        Optional<FileTree> tree = tree(read);
        if (tree.isEmpty()) {
            return new KnownSource(source.source(), source.kind(), name -> file(plain, Optional.empty(), name));
        }
        try {
            if (!(SourceFolder.find(tree.get(), read.path()) instanceof SourceFolder.Found.Folder(SourceFolder folder))
                    || !(SourceOverrides.merge(source.source(), folder, argo.name(application))
                            instanceof SourceOverrides.Merged.Source(JsonNode merged))) {
                return source;
            }
            Optional<SourceKind> kind =
                    folder.kind(ApplicationSource.of(merged)) instanceof SourceFolder.Kind.Known(var found)
                            ? Optional.of(found)
                            : source.kind();
            return new KnownSource(merged, kind, name -> file(plain, Optional.of(folder), name));
        } catch (IOException unreadable) {
            return source;
        }
    }

    /** The repository of a source that is one. */
    private Optional<FileTree> tree(ApplicationSource source) {
        return checkouts
                .of(source)
                .filter(_ -> source.chart().isEmpty())
                .filter(Files::isDirectory)
                .flatMap(SourceLook::real);
    }

    private static Optional<FileTree> real(Path place) {
        try {
            return Optional.of(new DiskTree(place.toRealPath()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The text of a values file, as its name leads to it. */
    private Optional<String> file(KnownApplication application, Optional<SourceFolder> folder, String name) {
        int slash = name.indexOf('/');
        if (name.startsWith("$") && slash > 0) {
            return application.sources().stream()
                    .map(known -> ApplicationSource.of(known.source()))
                    .filter(source -> source.ref().equals(name.substring(1, slash)))
                    .findFirst()
                    .flatMap(this::tree)
                    .flatMap(tree -> text(tree, "", name.substring(slash + 1)));
        }
        return folder.flatMap(found -> name.startsWith("/")
                ? text(found.tree(), "", name.substring(1))
                : text(found.tree(), found.path(), name));
    }

    private static Optional<String> text(FileTree tree, String folder, String path) {
        try {
            Optional<String> joined = TreePath.join(folder, path);
            Optional<String> real = joined.isEmpty() ? joined : TreePath.resolve(tree, joined.get());
            return real.isEmpty() || tree.kind(real.get()) != EntryKind.FILE || tree.size(real.get()) > LARGEST_VALUES
                    ? Optional.empty()
                    : Optional.of(new String(tree.read(real.get()), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private NamespaceUse namespaces(JsonNode application, List<KnownSource> sources) {
        String destination =
                application.path("spec").path("destination").path("namespace").asText("");
        boolean namesOther = false;
        boolean namesNone = false;
        for (KnownSource source : sources) {
            ApplicationSource read = ApplicationSource.of(source.source());
            if (read.isReferenceOnly()
                    || source.kind().filter(SourceKind.HELM::equals).isPresent()) {
                continue;
            }
            ObjectNode spec = JsonNodeFactory.instance.objectNode();
            spec.set("source", source.source());
            if (!(argo.render(application, spec, "") instanceof Rendered.Objects objects)) {
                return NamespaceUse.UNKNOWN;
            }
            for (Manifest manifest : objects.manifests()) {
                var metadata = Metadata.of(manifest.object());
                if (scopes.apply(metadata.group(), metadata.kind()) != Scope.CLUSTER) {
                    namesNone |= metadata.namespace().isEmpty();
                    namesOther |= !metadata.namespace().isEmpty()
                            && !metadata.namespace().equals(destination);
                }
            }
        }
        return namesOther ? namesNone ? NamespaceUse.MIXED : NamespaceUse.WRITTEN : NamespaceUse.DESTINATION;
    }
}
