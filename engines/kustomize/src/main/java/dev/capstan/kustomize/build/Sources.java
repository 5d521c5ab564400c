package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.ParsedKustomization;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.ObjectReader;
import dev.capstan.kustomize.load.RemoteAddress;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.resource.OriginNote;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.tree.EntryKind;
import java.util.List;
import java.util.Optional;

/** What a kustomization includes: files with objects, bases and components. */
final class Sources {
    private final Session session;
    private final Folder folder;
    private final String kustomizationFile;
    private final Optional<OriginTrail> trail;
    private final ObjectReader objects;

    /**
     * @param folder the folder of the kustomization
     * @param kustomizationFile its file, for messages
     * @param trail the way to it, when origins are recorded
     */
    Sources(Session session, Folder folder, String kustomizationFile, Optional<OriginTrail> trail) {
        this.session = session;
        this.folder = folder;
        this.kustomizationFile = kustomizationFile;
        this.trail = trail;
        this.objects = new ObjectReader(session);
    }

    /** Adds the objects of files, and everything that bases gather. */
    void addTo(Accumulation accumulation, List<Setting> sources) {
        sources.forEach(this::requirePresent);
        for (Setting source : sources) {
            if (isRemote(source) ? isRemoteFile(source) : folder.kindOf(source) != EntryKind.DIRECTORY) {
                addFile(accumulation.resources(), source);
            } else {
                addBase(accumulation, source);
            }
        }
    }

    /** Reads the kustomization of another folder, a component or a base. */
    KustomizationBuild enter(Setting path, boolean asComponent) {
        Folder other = folder.enter(path);
        session.countKustomization(other.depth());
        KustomizationFiles files = new KustomizationFiles(session, other);
        ParsedKustomization entered;
        try {
            entered = files.kustomization();
        } catch (BuildFault fault) {
            throw path.place().locate(fault);
        }
        files.chooseSchemas(entered);
        if (entered.isComponent() != asComponent) {
            throw new BuildFault(path.place()
                    .problem(
                            Code.KUSTOMIZATION_INVALID,
                            asComponent
                                    ? "expected kind 'Component' for path '" + path.value()
                                            + "' but got 'Kustomization'"
                                    : "expected kind != 'Component' for path '" + path.value() + "'")
                    .advise(
                            asComponent
                                    ? "Name it under resources, or make it a component."
                                    : "Name it under components."));
        }
        return new KustomizationBuild(session, other, entered, files, trail.map(each -> each.enter(path.value())));
    }

    /** A missing file is the likelier cause than whatever is wrong in the others, so it is reported first. */
    private void requirePresent(Setting source) {
        if (!isRemote(source) && folder.kindOf(source) == EntryKind.ABSENT) {
            folder.load(source);
        }
    }

    private static boolean isRemote(Setting source) {
        return Folder.isRemoteFile(source.value()) || RemoteAddress.looksLikeRepository(source.value());
    }

    /** A URL may name a file or a repository; what has the name of a YAML file is a file. */
    private static boolean isRemoteFile(Setting source) {
        String address = source.value();
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        return Folder.isRemoteFile(address) && (path.endsWith(".yaml") || path.endsWith(".yml"));
    }

    private void addFile(ResourceList resources, Setting source) {
        List<Resource> read;
        try {
            read = objects.read(folder.load(source));
        } catch (BuildFault fault) {
            throw source.place().locate(fault);
        }
        Optional<OriginNote> origin =
                trail.map(each -> each.enter(source.value()).note());
        for (Resource resource : read) {
            origin.ifPresent(resource::noteOrigin);
            resources.append(resource);
        }
        session.ledger()
                .ifPresent(ledger -> ledger.note(read, new Place(source.place().file(), 0, 0, "resource")));
    }

    private void addBase(Accumulation accumulation, Setting source) {
        Accumulation base = new Accumulation();
        enter(source, false).run(base);
        try {
            accumulation.addAll(base);
        } catch (BuildFault fault) {
            throw fault.with(problem -> problem.because(problem.cause().orElse("")
                    + (problem.cause().isPresent() ? "; " : "") + "while adding the base '" + source.value() + "' to "
                    + kustomizationFile));
        }
    }
}
