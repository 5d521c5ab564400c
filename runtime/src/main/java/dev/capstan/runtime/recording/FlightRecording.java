package dev.capstan.runtime.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/**
 * The one recording of this process. What the recorder writes lies in the temporary folder, bounded, and goes with the recording; of a busy
 * process the oldest part is dropped.
 */
final class FlightRecording implements AutoCloseable {
    private static final long MAX_BYTES = 32L << 20;

    /** Events that tell environment, properties and command lines, which may hold passwords. */
    private static final List<String> TELLING = List.of(
            "jdk.InitialEnvironmentVariable",
            "jdk.InitialSystemProperty",
            "jdk.InitialSecurityProperty",
            "jdk.JVMInformation",
            "jdk.StringFlag",
            "jdk.StringFlagChanged",
            "jdk.ProcessStart",
            "jdk.SystemProcess");

    private final Recording recording;

    private FlightRecording(Recording recording) {
        this.recording = recording;
    }

    /** A recording that has begun, or why there is none. */
    sealed interface Begun {
        record Running(FlightRecording recording) implements Begun {}

        /** Recordings share what is written, so a second one would also tell what the first was told to record. */
        record Occupied(String message) implements Begun {}

        record Impossible(String message) implements Begun {}
    }

    static synchronized Begun begin(RecordingOrder order) {
        try {
            var others = FlightRecorder.getFlightRecorder().getRecordings();
            if (!others.isEmpty()) {
                return new Begun.Occupied("This process is being recorded already ("
                        + others.getFirst().getName() + "); try again when that has ended");
            }
            var recording = new Recording(Configuration.getConfiguration(order.settings()));
            recording.setName("on demand");
            recording.setToDisk(true);
            recording.setMaxSize(MAX_BYTES);
            TELLING.forEach(recording::disable);
            recording.start();
            return new Begun.Running(new FlightRecording(recording));
        } catch (IOException | ParseException | IllegalStateException | LinkageError failed) {
            return new Begun.Impossible(
                    "This Java runtime cannot record (the module jdk.jfr or its settings are missing, or"
                            + " its temporary folder cannot be written): " + failed.getMessage());
        }
    }

    /** Ends it and writes it to a new file in the temporary folder, which is the caller's. */
    Path finish() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("capstan-" + ProcessHandle.current().pid() + "-", ".jfr");
        try {
            recording.dump(file);
            return file;
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        } finally {
            close();
        }
    }

    /** Drops it, whatever state it is in. */
    @Override
    public void close() {
        recording.close();
    }
}
