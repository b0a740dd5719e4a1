package lifeboat.engine.restic.json;

/** The last text of a field that mostly says the same, such as an owner's name. */
public final class RecentText {

    private byte[] json = {};
    private String text = "";

    /** How the text stands in its document, between the quotation marks. */
    byte[] json() {
        return json;
    }

    String text() {
        return text;
    }

    void become(byte[] newJson, String newText) {
        json = newJson;
        text = newText;
    }
}
