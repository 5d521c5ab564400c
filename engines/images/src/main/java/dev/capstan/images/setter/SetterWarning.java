package dev.capstan.images.setter;

/** Something that was left as it is, although it looks as if it were meant to change. */
public sealed interface SetterWarning {
    /** The file, from the root of the tree. */
    String path();

    /** 1-based; 0 where the whole file is meant. */
    int line();

    /** What it is and what to do, without the place. */
    String what();

    /** {@code path:line: what}. */
    default String message() {
        String place = OneLine.of(path());
        return (line() > 0 ? place + ":" + line() : place) + ": " + what();
    }

    /** The marker names a policy that gave no image. */
    record UnknownPolicy(String path, int line, Marker marker) implements SetterWarning {
        @Override
        public String what() {
            return "the policy " + OneLine.of(marker.policy().toString()) + " is not known here, or has no image yet";
        }
    }

    /** The marker names a policy of a namespace that must not decide here (I-089). */
    record OtherNamespace(String path, int line, Marker marker, String allowed) implements SetterWarning {
        @Override
        public String what() {
            return "the policy " + OneLine.of(marker.policy().toString()) + " is not of the namespace " + allowed
                    + ", so it is not applied";
        }
    }

    /** A comment that is meant as a marker, and is none. */
    record BrokenMarker(String path, int line, String what) implements SetterWarning {}

    /** There is no single value beside the marker that could be set. */
    record NoValue(String path, int line, String what) implements SetterWarning {}

    /** The file has a marker and cannot be read, so all of it is left alone. */
    record Unreadable(String path, int line, String what) implements SetterWarning {}

    /** The value cannot be written without a change of something else, so the file is left alone. */
    record NotWritable(String path, int line, String what) implements SetterWarning {}

    /** A link is neither followed nor written (I-090). */
    record LinkSkipped(String path, String target) implements SetterWarning {
        @Override
        public int line() {
            return 0;
        }

        @Override
        public String what() {
            return "links are not followed, and this one leads to '" + OneLine.of(target)
                    + "', which is not looked at otherwise; put the file itself here, or update the folder it is in";
        }
    }
}
