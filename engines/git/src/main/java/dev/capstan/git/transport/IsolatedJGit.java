package dev.capstan.git.transport;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit away from this machine: no {@code ~/.gitconfig}, no {@code /etc/gitconfig}, no {@code git} process that asks for
 * them, no environment variables, no measuring of the disk's clock with files written next to a repository. What a fetch does
 * depends on its arguments alone.
 */
public final class IsolatedJGit {
    static {
        SystemReader.setInstance(new NoConfiguration(SystemReader.getInstance()));
    }

    private IsolatedJGit() {}

    /** Does it, once per process; call before the first use of JGit. */
    public static void ensure() {
        // the static initialiser has done it
    }

    private static final class NoConfiguration extends SystemReader.Delegate {
        NoConfiguration(SystemReader delegate) {
            super(delegate);
        }

        @Override
        public @Nullable String getenv(String variable) {
            return null;
        }

        @Override
        public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
            return new Empty(parent, fs);
        }

        @Override
        public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
            return new Empty(parent, fs);
        }

        @Override
        public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
            return new Empty(parent, fs);
        }
    }

    private static final class Empty extends FileBasedConfig {
        /** What JGit takes as well when it cannot measure: the coarsest clock of a file system in use. */
        private static final String CLOCK_OF_ANY_DISK = "2 seconds";

        Empty(@Nullable Config parent, FS fs) {
            super(parent, new File("none"), fs);
        }

        @Override
        public void load() {
            // stays empty
        }

        @Override
        public @Nullable String getString(String section, @Nullable String subsection, String name) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION) ? CLOCK_OF_ANY_DISK : null;
        }

        @Override
        public void save() {
            // stays empty
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
