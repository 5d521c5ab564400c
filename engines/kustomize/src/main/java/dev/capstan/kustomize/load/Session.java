package dev.capstan.kustomize.load;

import dev.capstan.kustomize.BuildLimits;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.explain.FieldLedger;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.merge.MergeObserver;
import dev.capstan.kustomize.schema.SchemaSet;
import java.util.Optional;

/** What one build shares from its first to its last kustomization. */
public final class Session {
    private final BuildOptions options;
    private final SchemaSet schemas = new SchemaSet();
    private final Documents documents;
    private final Optional<FieldLedger> ledger;
    private final MergeObserver observer;
    private long bytesRead;
    private int kustomizations;
    private int objects;

    /** A new build, whose steps are written down when there is a ledger, and who learns what merges lose. */
    public Session(BuildOptions options, Documents documents, Optional<FieldLedger> ledger, MergeObserver observer) {
        this.options = options;
        this.documents = documents;
        this.ledger = ledger;
        this.observer = observer;
    }

    /** Learns what merges lose. */
    public MergeObserver observer() {
        return observer;
    }

    /** Where steps are written down; empty for a build that is not to be explained. */
    public Optional<FieldLedger> ledger() {
        return ledger;
    }

    /** How to build. */
    public BuildOptions options() {
        return options;
    }

    /** The schemas of this build. */
    public SchemaSet schemas() {
        return schemas;
    }

    /** Reads YAML. */
    public Documents documents() {
        return documents;
    }

    /** Counts the bytes of a file that is about to be used. */
    void countBytes(String file, long bytes) {
        BuildLimits limits = options.limits();
        if (bytes > limits.maxFileBytes()) {
            throw limit("the file " + file + " has " + bytes + " bytes, the limit is " + limits.maxFileBytes());
        }
        bytesRead += bytes;
        if (bytesRead > limits.maxTotalBytes()) {
            throw limit("the build reads more than " + limits.maxTotalBytes() + " bytes");
        }
    }

    /** Counts a kustomization at some depth. */
    public void countKustomization(int depth) {
        BuildLimits limits = options.limits();
        if (++kustomizations > limits.maxKustomizations()) {
            throw limit("the build has more than " + limits.maxKustomizations() + " kustomizations");
        }
        if (depth > limits.maxDepth()) {
            throw limit("kustomizations include each other more than " + limits.maxDepth() + " levels deep");
        }
    }

    /** Counts objects that were read or generated. */
    public void countObjects(int count) {
        objects += count;
        if (objects > options.limits().maxObjects()) {
            throw limit("the build has more than " + options.limits().maxObjects() + " objects");
        }
    }

    private static BuildFault limit(String message) {
        return BuildFault.of(Code.LIMIT_EXCEEDED, message)
                .with(problem -> problem.advise("Split the input, or raise the limit."));
    }
}
