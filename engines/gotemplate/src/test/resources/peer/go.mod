module capstan.dev/templatepeer

go 1.24
