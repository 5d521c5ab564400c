package dev.capstan.kustomize.patch;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.LoadedFile;
import dev.capstan.kustomize.load.ObjectReader;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import java.util.List;
import java.util.Optional;

/** Reads the text of patches, inline or from files. */
public final class PatchText {
    private final Session session;
    private final Folder folder;
    private final ObjectReader objects;

    /** A reader of patches for the kustomization of a folder. */
    public PatchText(Session session, Folder folder) {
        this.session = session;
        this.folder = folder;
        this.objects = new ObjectReader(session);
    }

    /** What a text is. */
    sealed interface Parsed {
        /** Strategic merge patches. */
        record Objects(List<Resource> patches) implements Parsed {}

        /** A JSON patch. */
        record Operations(JsonPatch patch) implements Parsed {}
    }

    /** A patch of either kind. */
    Parsed parse(Optional<Setting> path, Optional<Setting> inline, Place place) {
        Optional<Setting> text = inline.filter(setting -> !setting.value().isBlank());
        if (path.isEmpty() && text.isEmpty()) {
            throw new BuildFault(place.problem(Code.KUSTOMIZATION_INVALID, "must specify one of patch and path")
                    .advise("Add the patch, or the path of its file."));
        }
        if (path.isPresent() && text.isPresent()) {
            throw new BuildFault(
                    place.problem(Code.KUSTOMIZATION_INVALID, "patch and path can't be set at the same time")
                            .advise("Remove one of them."));
        }
        if (path.isPresent()) {
            LoadedFile file = folder.load(path.get());
            List<YamlDocument> documents = session.documents().parse(file);
            return isJsonPatch(documents)
                    ? operations(documents, file.path(), 0)
                    : new Parsed.Objects(objects.read(file));
        }
        Setting setting = text.orElseThrow();
        List<YamlDocument> documents = session.documents().parseInline(setting);
        return isJsonPatch(documents)
                ? operations(documents, place.file(), setting.linesBefore())
                : new Parsed.Objects(objects.readInline(setting));
    }

    /** Strategic merge patches, inline or, when the text is none, from the file that it names. */
    List<Resource> parseStrategic(Setting pathOrText) {
        if (looksInline(pathOrText.value())) {
            return objects.readInline(pathOrText);
        }
        return objects.read(folder.load(pathOrText));
    }

    /** Strategic merge patches that are written inline. */
    List<Resource> parseInline(Setting text) {
        return objects.readInline(text);
    }

    private static boolean looksInline(String text) {
        return text.indexOf('\n') >= 0
                || text.contains(": ")
                || text.stripLeading().startsWith("{");
    }

    private static boolean isJsonPatch(List<YamlDocument> documents) {
        return !documents.isEmpty() && JsonPatch.isPatch(documents.getFirst().root());
    }

    private static Parsed operations(List<YamlDocument> documents, String file, int linesBefore) {
        return new Parsed.Operations(
                JsonPatch.read((YamlList) documents.getFirst().root(), file, linesBefore));
    }
}
