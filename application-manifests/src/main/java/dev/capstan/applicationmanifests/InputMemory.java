package dev.capstan.applicationmanifests;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last renderings of Applications, so that whoever compares objects may tell by identity that nothing has changed. Holds about so
 * many bytes, and lets go of what was not used for the longest time. Safe for use by several threads.
 */
final class InputMemory {
    private final long mostBytes;
    private final Map<String, RememberedApplication> applications = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    InputMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized RememberedApplication find(String application) {
        return applications.getOrDefault(application, RememberedApplication.NONE);
    }

    /** One that takes more than all may take is not kept. */
    synchronized void keep(String application, RememberedApplication rendering) {
        forget(application);
        if (rendering.bytes() > mostBytes) {
            return;
        }
        applications.put(application, rendering);
        bytes += rendering.bytes();
        Iterator<RememberedApplication> oldest = applications.values().iterator();
        while (bytes > mostBytes) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    synchronized void forget(String application) {
        RememberedApplication known = applications.remove(application);
        if (known != null) {
            bytes -= known.bytes();
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
