package dev.capstan.standalone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when its standard input closes. A command that starts the process as its child holds the other end, so
 * the child never outlives it, however the command ends.
 */
@ApplicationScoped
class ParentWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    private final boolean isWanted;

    ParentWatch(@ConfigProperty(name = "capstan.exit-with-parent", defaultValue = "false") boolean isWanted) {
        this.isWanted = isWanted;
    }

    void start(@Observes StartupEvent event) {
        if (isWanted) {
            Thread.ofPlatform().daemon().name("parent-watch").start(() -> exitWhenClosed(System.in));
        }
    }

    private static void exitWhenClosed(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
            LOG.info("The parent process has gone");
        } catch (IOException e) {
            LOG.info("The parent process has gone: {}", e.getMessage());
        }
        Quarkus.asyncExit();
    }
}
