package dev.capstan.cli.demo;

/** A step of the story did not come out as it should. */
final class StoryFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoryFailure(String message) {
        super(message);
    }

    StoryFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
