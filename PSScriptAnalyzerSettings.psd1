@{
    Severity     = @('Error', 'Warning', 'Information')
    ExcludeRules = @(
        # Scripts call their own small functions by position.
        'PSAvoidUsingPositionalParameters'
        # Does not see what Pester hands from discovery to -ForEach.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
