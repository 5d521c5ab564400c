package dev.capstan.kustomize.build;

import dev.capstan.kustomize.config.TransformerConfig;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.load.Usage;
import dev.capstan.kustomize.memory.MemoryStore;
import dev.capstan.kustomize.memory.MemoryStore.Key;
import dev.capstan.kustomize.memory.MemoryStore.Kind;
import dev.capstan.kustomize.memory.MemoryStore.Options;
import dev.capstan.kustomize.memory.Part;
import dev.capstan.kustomize.memory.Remembered;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.Snapshot;
import dev.capstan.kustomize.resource.Snapshots;
import dev.capstan.tree.RecordingTree;
import dev.capstan.tree.TreeInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one build knows from earlier ones, and what it will leave to later ones. A part of a build is taken from memory only when
 * the tree gives the same answer to everything that was asked to make it, and when making it could neither fail nor touch
 * anything outside itself: parts with remote bases, variables or schemas of their own are always made anew.
 */
public final class Recollection {
    private final MemoryStore store;
    private final Session session;
    private final RecordingTree tree;
    private final int variant;
    private final Map<Key, Remembered> learned = new HashMap<>();
    private List<String> folders = new ArrayList<>();
    private int deepest;
    private boolean hasHelped;

    /** For one build, over the tree that it reads. */
    public Recollection(MemoryStore store, Session session, RecordingTree tree) {
        this.store = store;
        this.session = session;
        this.tree = tree;
        this.variant = store.variant(Options.of(session.options()));
    }

    /** Whether anything was taken from memory. */
    public boolean hasHelped() {
        return hasHelped;
    }

    /** Leaves everything to later builds that was learned in this one. Called once, when it has succeeded. */
    public void keep() {
        if (!session.schemas().isChosen()) {
            store.putAll(learned);
        }
    }

    /** The objects of a file or generator: remembered ones, or else fresh ones. */
    List<Resource> objects(Kind kind, String path, Folder folder, Supplier<List<Resource>> fresh) {
        Key key = key(kind, path);
        Optional<Part> known = part(key, folder);
        if (known.isPresent()) {
            return take(known.get());
        }
        Prepared<List<Resource>> made = observe(fresh);
        learn(key, made, made.result(), TransformerConfig.EMPTY, folder.depth());
        return made.result();
    }

    /** What a base gathered: remembered, or else fresh. */
    Accumulation base(Folder base, Supplier<Accumulation> fresh) {
        Key key = key(Kind.BASE, base.root());
        Optional<Part> known = part(key, base);
        if (known.isPresent()) {
            Accumulation accumulation = new Accumulation();
            take(known.get()).forEach(accumulation.resources()::append);
            accumulation.addConfig(known.get().config());
            return accumulation;
        }
        List<String> outerFolders = folders;
        int outerDeepest = deepest;
        folders = new ArrayList<>();
        deepest = base.depth();
        Prepared<Accumulation> made = observe(fresh);
        if (made.result().variables().all().isEmpty()) {
            learn(key, made, made.result().resources().all(), made.result().config(), base.depth());
        }
        outerFolders.addAll(folders);
        folders = outerFolders;
        deepest = Math.max(outerDeepest, deepest);
        return made.result();
    }

    /** Says that the build enters a folder. */
    void entered(Folder folder) {
        folders.add(folder.root());
        deepest = Math.max(deepest, folder.depth());
    }

    Optional<Remembered> find(Kind kind, String path) {
        return session.schemas().isChosen() ? Optional.empty() : store.get(key(kind, path));
    }

    void learn(Kind kind, String path, Remembered value) {
        learned.put(key(kind, path), value);
    }

    /** An object made from a remembered state. */
    Resource revive(Snapshot snapshot) {
        hasHelped = true;
        return Resource.of(snapshot, session.schemas());
    }

    private Key key(Kind kind, String path) {
        return new Key(kind, path, variant);
    }

    /**
     * Something that was made under observation.
     *
     * @param inputs everything that was asked of the tree meanwhile
     * @param usage what it counted against the limits
     */
    record Prepared<T>(T result, TreeInputs inputs, Usage usage) {}

    /** Makes something, and observes what it needs. */
    <T> Prepared<T> observe(Supplier<T> making) {
        Usage before = session.usage();
        tree.begin();
        TreeInputs inputs;
        T result;
        try {
            result = making.get();
        } finally {
            inputs = tree.end();
        }
        return new Prepared<>(result, inputs, session.usage().minus(before));
    }

    private void learn(Key key, Prepared<?> made, List<Resource> objects, TransformerConfig config, int depth) {
        if (made.usage().remotes() == 0 && !session.schemas().isChosen() && Snapshots.take(objects)) {
            List<Snapshot> snapshots =
                    objects.stream().map(each -> each.snapshot().orElseThrow()).toList();
            boolean isBase = key.kind() == Kind.BASE;
            learned.put(
                    key,
                    new Part(
                            made.inputs(),
                            snapshots,
                            config,
                            made.usage(),
                            isBase ? folders : List.of(),
                            isBase ? Math.max(deepest - depth, 0) : 0));
        }
    }

    private Optional<Part> part(Key key, Folder folder) {
        if (session.schemas().isChosen()) {
            return Optional.empty();
        }
        return store.get(key)
                .filter(Part.class::isInstance)
                .map(Part.class::cast)
                .filter(part -> folder.depth() + part.depth()
                                <= session.options().limits().maxDepth()
                        && part.folders().stream().noneMatch(folder::closesCycle)
                        && part.inputs().holdFor(tree.original()));
    }

    private List<Resource> take(Part part) {
        session.use(part.usage());
        tree.adopt(part.inputs());
        folders.addAll(part.folders());
        List<Resource> objects = new ArrayList<>(part.objects().size());
        for (Snapshot snapshot : part.objects()) {
            objects.add(revive(snapshot));
        }
        return objects;
    }
}
