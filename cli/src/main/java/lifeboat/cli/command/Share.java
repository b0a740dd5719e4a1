package lifeboat.cli.command;

/** Reads a share such as {@code 5%}. */
final class Share implements picocli.CommandLine.ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
        if (text.endsWith("%")) {
            try {
                double percent = Double.parseDouble(text.substring(0, text.length() - 1));
                if (percent > 0 && percent <= 100) {
                    return percent / 100;
                }
            } catch (NumberFormatException _) {
                // said below
            }
        }
        throw new picocli.CommandLine.TypeConversionException(
                "\"" + text + "\" is no share: write a number above 0 and up to 100 with %");
    }
}
