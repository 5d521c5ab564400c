package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.EntryReader;
import dev.capstan.kustomize.file.ReplacementEntry;
import dev.capstan.kustomize.file.SettingsReader;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.LoadedFile;
import dev.capstan.kustomize.load.Session;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the files that hold replacements. */
final class ReplacementFiles {
    private final Session session;
    private final Folder folder;
    private final EntryReader entries = new EntryReader(false);

    ReplacementFiles(Session session, Folder folder) {
        this.session = session;
        this.folder = folder;
    }

    /** The replacements, those in files put in the place of their paths. */
    List<ReplacementEntry> resolve(List<ReplacementEntry> written) {
        List<ReplacementEntry> resolved = new ArrayList<>();
        for (ReplacementEntry entry : written) {
            if (entry.path().isEmpty()) {
                resolved.add(entry);
                continue;
            }
            if (entry.source().isPresent() || entry.targets().isPresent()) {
                throw new BuildFault(entry.place()
                        .problem(Code.KUSTOMIZATION_INVALID, "cannot specify both path and inline replacement")
                        .advise("Remove the path, or everything else."));
            }
            LoadedFile file = folder.load(entry.path().get());
            for (YamlDocument document :
                    session.documents().parse(file).stream().limit(1).toList()) {
                addAll(document.root(), file.path(), resolved);
            }
        }
        return resolved;
    }

    private void addAll(YamlNode root, String file, List<ReplacementEntry> resolved) {
        switch (root) {
            case YamlMap map -> resolved.add(entries.replacement(new SettingsReader(map, file, "", true)));
            case YamlList list -> {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof YamlMap map) {
                        resolved.add(entries.replacement(new SettingsReader(map, file, "[" + i + "]", true)));
                    }
                }
            }
            default ->
                throw BuildFault.of(
                                Code.KUSTOMIZATION_INVALID,
                                "unsupported replacement type encountered: a file of replacements holds a map or a list")
                        .with(problem ->
                                problem.at(file, root.line(), root.column()).advise("Write source and targets."));
        }
    }
}
