package dev.capstan.applicationmanifests.build;

import dev.capstan.argo.source.RemoteFiles;
import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.build.ChartFinder;
import dev.capstan.kustomize.RemoteBases;
import java.io.IOException;

/**
 * What one build takes from elsewhere than its sources: charts, files and bases. It waits for them outside of its slot, and remembers
 * whether it took any, since they may be others next time. Belongs to one thread.
 */
public final class Elsewhere implements ChartFinder, RemoteFiles, RemoteBases {
    private final ChartFinder charts;
    private final RemoteFiles files;
    private final RemoteBases bases;
    private final BuildSlots slots;
    private boolean wasAsked;

    /** @param slots of which the build has one */
    public Elsewhere(ChartFinder charts, RemoteFiles files, RemoteBases bases, BuildSlots slots) {
        this.charts = charts;
        this.files = files;
        this.bases = bases;
        this.slots = slots;
    }

    /** Whether anything was asked for. */
    public boolean wasAsked() {
        return wasAsked;
    }

    @Override
    public byte[] find(ChartDependency dependency) throws ChartException, IOException {
        leave();
        try {
            return charts.find(dependency);
        } finally {
            slots.enter();
        }
    }

    @Override
    public byte[] read(String url) throws IOException {
        leave();
        try {
            return files.read(url);
        } finally {
            slots.enter();
        }
    }

    @Override
    public Answer base(String address) {
        leave();
        try {
            return bases.base(address);
        } finally {
            slots.enter();
        }
    }

    @Override
    public Answer file(String address) {
        leave();
        try {
            return bases.file(address);
        } finally {
            slots.enter();
        }
    }

    private void leave() {
        wasAsked = true;
        slots.leave();
    }
}
