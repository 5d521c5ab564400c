package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.config.CrdFields;
import dev.capstan.kustomize.config.FieldSpecs;
import dev.capstan.kustomize.config.NameReference;
import dev.capstan.kustomize.config.TransformerConfig;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.EntryReader;
import dev.capstan.kustomize.file.KustomizationReader;
import dev.capstan.kustomize.file.ParsedKustomization;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.file.SettingsReader;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.LoadedFile;
import dev.capstan.kustomize.load.Session;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Reads the kustomization file of a folder and the files that configure it. */
final class KustomizationFiles {
    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final List<String> FIELD_LISTS = List.of(
            "namePrefix",
            "nameSuffix",
            "namespace",
            "commonLabels",
            "labels",
            "templateLabels",
            "volumeClaimTemplateLabels",
            "commonAnnotations",
            "varReference",
            "images",
            "replicas");

    private final Session session;
    private final Folder folder;
    private final EntryReader entries = new EntryReader(true);

    KustomizationFiles(Session session, Folder folder) {
        this.session = session;
        this.folder = folder;
    }

    ParsedKustomization kustomization() {
        List<String> present = NAMES.stream().filter(folder::hasFile).toList();
        String words = folder.root().isEmpty() ? "." : folder.root();
        if (present.isEmpty()) {
            throw BuildFault.of(
                            Code.KUSTOMIZATION_FILE_MISSING,
                            "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in"
                                    + " directory '" + words + "'")
                    .with(problem -> problem.advise("Add a kustomization.yaml to the folder, or correct the path."));
        }
        if (present.size() > 1) {
            throw BuildFault.of(
                            Code.KUSTOMIZATION_FILE_MISSING,
                            "Found multiple kustomization files under: " + words + " (" + String.join(", ", present)
                                    + ")")
                    .with(problem -> problem.advise("Keep one of them."));
        }
        LoadedFile file = folder.loadOwn(present.getFirst());
        return new KustomizationReader().read(first(session.documents().parseKustomization(file)), file.path());
    }

    /** Chooses the schemas of the build, unless an outer kustomization has done so. */
    void chooseSchemas(ParsedKustomization kustomization) {
        Optional<Setting> path = kustomization.sources().openApiPath();
        Optional<Setting> version = kustomization.sources().openApiVersion();
        Optional<LoadedFile> document = path.map(folder::load);
        if (session.schemas().isChosen()) {
            return;
        }
        if (document.isPresent()) {
            if (version.isPresent()) {
                throw new BuildFault(version.get()
                        .place()
                        .problem(
                                Code.KUSTOMIZATION_INVALID,
                                "builtin version and custom schema provided, cannot use both")
                        .advise("Remove openapi.path or openapi.version."));
            }
            YamlNode root = first(session.documents().parse(document.get())).orElse(YamlMap.empty());
            path.get().place().locating(() -> session.schemas().chooseDocument(root));
        } else if (version.isPresent() && !version.get().value().isEmpty()) {
            version.get()
                    .place()
                    .locating(
                            () -> session.schemas().chooseVersion(version.get().value()));
        }
    }

    TransformerConfig configurations(List<Setting> paths) {
        TransformerConfig config = TransformerConfig.EMPTY;
        for (Setting path : paths) {
            LoadedFile file = folder.load(path);
            Optional<YamlNode> document = first(session.documents().parse(file));
            if (document.isPresent()) {
                SettingsReader settings = new SettingsReader(map(document.get(), file), file.path(), "", true);
                config = config.merge(configuration(settings));
            }
        }
        return config;
    }

    private TransformerConfig configuration(SettingsReader settings) {
        TransformerConfig.Builder builder = new TransformerConfig.Builder();
        for (String list : FIELD_LISTS) {
            entries.fieldSpecs(settings.sections(list)).all().forEach(spec -> builder.add(list, spec));
        }
        for (SettingsReader reference : settings.sections("nameReference")) {
            FieldSpecs referrers = entries.fieldSpecs(reference.sections("fieldSpecs"));
            builder.add(new NameReference(EntryReader.gvk(reference), referrers));
            reference.refuseUnknown();
        }
        settings.refuseUnknown();
        return builder.build();
    }

    TransformerConfig crds(List<Setting> paths) {
        TransformerConfig config = TransformerConfig.EMPTY;
        for (Setting path : paths) {
            LoadedFile file = folder.load(path);
            Optional<YamlNode> document = first(session.documents().parse(file));
            if (document.isPresent()) {
                config = config.merge(CrdFields.read(map(document.get(), file)));
            }
        }
        return config;
    }

    private static YamlMap map(YamlNode node, LoadedFile file) {
        if (node instanceof YamlMap map) {
            return map;
        }
        throw BuildFault.of(Code.KUSTOMIZATION_INVALID, "the file " + file.path() + " must hold a map")
                .with(problem -> problem.at(file.path(), node.line(), node.column())
                        .advise("Write one field per list of fields."));
    }

    private static Optional<YamlNode> first(List<YamlDocument> documents) {
        return documents.isEmpty()
                ? Optional.empty()
                : Optional.of(documents.getFirst().root());
    }
}
