package dev.capstan.kustomizationbuild;

import dev.capstan.kustomize.RemoteBases;
import java.util.regex.Pattern;

/** Remembers of a build whether what it took from elsewhere may be different next time, and waits outside of its slot. */
final class RecordedBases implements RemoteBases {

    /** A whole commit name means the same files for ever; branches and tags can be moved. */
    private static final Pattern PINNED =
            Pattern.compile(".*[?&](?:ref|version)=(?:[0-9a-f]{40}|[0-9a-f]{64})(?:&.*)?");

    private final RemoteBases bases;
    private final BuildSlots slots;
    private volatile boolean mayMove;

    RecordedBases(RemoteBases bases, BuildSlots slots) {
        this.bases = bases;
        this.slots = slots;
    }

    /** Whether anything was asked for that is not named by a commit. */
    boolean mayMove() {
        return mayMove;
    }

    @Override
    public Answer base(String address) {
        if (!PINNED.matcher(address).matches()) {
            mayMove = true;
        }
        return slots.outside(() -> bases.base(address));
    }

    @Override
    public Answer file(String address) {
        mayMove = true;
        return slots.outside(() -> bases.file(address));
    }
}
